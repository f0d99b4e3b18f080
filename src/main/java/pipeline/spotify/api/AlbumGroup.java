package pipeline.spotify.api;

import java.util.Locale;

/** The relation of an artist to an album. */
public enum AlbumGroup {
  ALBUM,
  SINGLE,
  COMPILATION,
  /** An album of another artist on which the artist appears. */
  APPEARS_ON;

  /** Returns Spotify's name of the group. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
