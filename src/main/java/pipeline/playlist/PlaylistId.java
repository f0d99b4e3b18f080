package pipeline.playlist;

import pipeline.model.SpotifyIdParser;

/** The ID of a playlist. An ID has 22 characters. */
public record PlaylistId(String text) {
  private static final SpotifyIdParser ID_PARSER = new SpotifyIdParser("playlist");

  /**
   * Parses an ID, a {@code spotify:playlist:} URI or a link to open.spotify.com.
   *
   * @throws IllegalArgumentException if the text has another form; the message lists the valid
   *     forms
   */
  public static PlaylistId parse(String text) {
    return ID_PARSER
        .findId(text)
        .map(PlaylistId::new)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    ("not a playlist: '%s'; use the playlist's ID of 22 characters, its URI"
                            + " spotify:playlist:ID, or its link")
                        .formatted(text)));
  }
}
