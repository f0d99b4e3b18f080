package pipeline.extract;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.model.Artist;
import pipeline.model.NameKey;

/**
 * A watched artist or label.
 *
 * @param name the name as the user wrote it
 */
public record WatchedName(WatchedKind kind, String name) {
  /** The kind of a watched name. */
  public enum WatchedKind {
    ARTIST,
    LABEL;

    /** Returns the name of the search field and of the option. */
    public String field() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns the search filter, such as {@code artist:"Björk"}. */
  String filter() {
    // A quotation mark would end the name, and Spotify has no escape sequence.
    return kind.field() + ":\"" + name.replace("\"", "") + "\"";
  }

  /** Returns whether the album is the artist's or the label's, as far as the response says. */
  boolean isOf(Album album) {
    return switch (kind) {
      case ARTIST -> album.artists().stream().anyMatch(this::isNameOf);
      case LABEL -> album.label() == null || NameKey.of(album.label()).contains(NameKey.of(name));
    };
  }

  private boolean isNameOf(Artist artist) {
    @Nullable String credited = artist.name();
    return credited != null && NameKey.of(credited).equals(NameKey.of(name));
  }
}
