package pipeline.tables.row;

/** The values of the column {@code role}. */
public final class ArtistRole {
  /** The role of an artist who is credited on both the track and its album. */
  public static final String ALBUM_ARTIST = "album_artist";

  /** The role of an artist who is credited on the track only. */
  public static final String FEATURED = "featured";

  private ArtistRole() {}

  /** Returns the role of an artist of a track. */
  public static String from(boolean isAlbumArtist) {
    return isAlbumArtist ? ALBUM_ARTIST : FEATURED;
  }
}
