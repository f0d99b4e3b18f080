package pipeline.extract;

import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.model.Artist;
import pipeline.model.NameKey;

/**
 * An artist or a label of a watch list.
 *
 * @param name as the user wrote it
 */
public record WatchedName(WatchedKind kind, String name) {
  /** What is watched. */
  public enum WatchedKind {
    ARTIST("artist"),
    LABEL("label");

    private final String field;

    WatchedKind(String field) {
      this.field = field;
    }

    /** Spotify's word for the field, and that of the option. */
    public String field() {
      return field;
    }
  }

  /** Returns the search filter, such as {@code artist:"Björk"}. */
  String filter() {
    // A quotation mark would end the name, and Spotify has no escape.
    return kind.field() + ":\"" + name.replace("\"", "") + "\"";
  }

  /** Returns whether the album is the artist's or the label's, as far as the answer says. */
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
