package pipeline.spotify.api;

import java.util.Locale;

/** How an artist has to do with an album. */
public enum AlbumGroup {
  ALBUM,
  SINGLE,
  COMPILATION,
  /** An album of somebody else. */
  APPEARS_ON;

  /** As Spotify writes it. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
