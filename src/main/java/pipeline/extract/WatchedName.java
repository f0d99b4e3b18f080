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

    /**
     * Returns the name of Spotify's search field, which is also the name of the command-line
     * option.
     */
    public String field() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns the search filter, such as {@code artist:"Björk"}. */
  String filter() {
    // A quotation mark would end the name, because Spotify has no escape sequence for it.
    return kind.field() + ":\"" + name.replace("\"", "") + "\"";
  }

  /**
   * Returns whether the album belongs to this artist or label. An album without a label belongs to
   * every label, because Spotify can omit the label.
   */
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
