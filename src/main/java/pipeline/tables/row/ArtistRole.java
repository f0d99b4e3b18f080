package pipeline.tables.row;

/** The values of the column {@code role}. */
public final class ArtistRole {
  /** The artist is credited on the album too. */
  public static final String ALBUM_ARTIST = "album_artist";

  /** The artist is credited on the track only. */
  public static final String FEATURED = "featured";

  private ArtistRole() {}

  /** Returns the role of a track's artist. */
  public static String from(boolean isAlbumArtist) {
    return isAlbumArtist ? ALBUM_ARTIST : FEATURED;
  }
}
