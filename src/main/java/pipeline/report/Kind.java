package pipeline.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The types of albums that the page tells apart. */
public enum Kind {
  ALBUM,
  SINGLE,
  EP,
  COMPILATION,
  OTHER;

  /** Of a column album_type; what Spotify adds is another. */
  static Kind of(@Nullable String albumType) {
    for (Kind kind : values()) {
      if (kind.word().equals(albumType)) {
        return kind;
      }
    }
    return OTHER;
  }

  /** As Spotify writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
