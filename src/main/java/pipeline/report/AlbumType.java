package pipeline.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A type of album on the page. */
public enum AlbumType {
  ALBUM,
  SINGLE,
  EP,
  COMPILATION,
  OTHER;

  /** Returns the type of a value of the column album_type; {@link #OTHER} if it is unknown. */
  static AlbumType from(@Nullable String albumType) {
    for (AlbumType type : values()) {
      if (type.label().equals(albumType)) {
        return type;
      }
    }
    return OTHER;
  }

  /** Returns the value of the column album_type; "other" for {@link #OTHER}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
