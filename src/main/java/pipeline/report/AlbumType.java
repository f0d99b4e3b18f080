package pipeline.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The types of albums that the page tells apart. */
public enum AlbumType {
  ALBUM,
  SINGLE,
  EP,
  COMPILATION,
  OTHER;

  /** Of a column album_type; what Spotify adds is another. */
  static AlbumType from(@Nullable String albumType) {
    for (AlbumType kind : values()) {
      if (kind.label().equals(albumType)) {
        return kind;
      }
    }
    return OTHER;
  }

  /** As Spotify writes it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
