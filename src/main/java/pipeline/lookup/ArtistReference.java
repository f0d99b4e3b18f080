package pipeline.lookup;

import pipeline.model.SpotifyIdParser;

/**
 * A reference to an artist, as a user types it.
 *
 * @param text the ID or the name
 */
public record ArtistReference(String text, boolean isId) {
  private static final SpotifyIdParser ID_PARSER = new SpotifyIdParser("artist");

  /** Parses an ID, a {@code spotify:artist:} URI or a link; any other text is a name. */
  public static ArtistReference parse(String typed) {
    return ID_PARSER
        .findId(typed)
        .map(id -> new ArtistReference(id, true))
        .orElseGet(() -> new ArtistReference(typed.strip(), false));
  }
}
