package pipeline.simulator.catalogue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import pipeline.simulator.catalogue.CatalogueKey.EntityKind;

/**
 * The simulated albums, tracks and artists. The ID of an album or a track contains the position of
 * the album: its day and its number. Each process can therefore generate all data of an album from
 * the seed and the ID, on any date. Only methods with a date parameter depend on a date. Several
 * threads can use a catalogue at the same time.
 */
public final class Catalogue {
  private final IdCodec ids;
  private final ArtistAssignment assignment;
  private final ArtistPool artists;
  private final AlbumGenerator albums;
  private final TrackGenerator tracks;
  private final SearchEngine search;
  private final NewReleasesListing listing;

  /**
   * @param listingSize the number of albums in the listing of new releases
   */
  public Catalogue(long seed, int listingSize) {
    ids = new IdCodec(seed);
    assignment = new ArtistAssignment(seed);
    artists = new ArtistPool(seed);
    albums = new AlbumGenerator(seed, assignment, artists);
    tracks = new TrackGenerator(seed, artists);
    search = new SearchEngine(seed, assignment, artists, albums);
    listing = new NewReleasesListing(seed, listingSize);
  }

  /**
   * Returns whether the date has a listing. Only the dates from 1950-02-01 to 2149-12-31 have a
   * listing.
   */
  public static boolean hasListingFor(LocalDate date) {
    return !date.isBefore(AlbumSlot.FIRST_DATE.plusMonths(1)) && !date.isAfter(AlbumSlot.LAST_DATE);
  }

  /** Returns whether the text has the form of an ID: 22 characters of base 62. */
  public static boolean isId(String text) {
    return Base62.isBase62(text);
  }

  public Optional<SimAlbum> findAlbum(String id) {
    return ids.decode(EntityKind.ALBUM, id).map(key -> album(key.slot()));
  }

  public SimAlbum album(AlbumSlot slot) {
    return albums.get(slot);
  }

  /** Returns the tracks of an album in album order. */
  public List<SimTrack> tracks(SimAlbum album) {
    return tracks.list(album);
  }

  public Optional<SimTrack> findTrack(String id) {
    return ids.decode(EntityKind.TRACK, id)
        .map(key -> tracks(album(key.slot())).get(key.position() & ~IdCodec.RELINKED))
        .map(track -> track.withId(id));
  }

  /** Returns a second ID of a track, as if it were the ID of another release of the same track. */
  public String relinkedTrackId(String id) {
    return ids.relinkedTrack(id);
  }

  /**
   * Returns an album as Spotify returns it after it was taken down: without a name, a date and
   * images, and with a first artist without a name.
   */
  public SimAlbum takenDown(SimAlbum album) {
    return albums.takenDown(album);
  }

  public Optional<SimArtist> findArtist(String id) {
    return ids.decode(EntityKind.ARTIST, id).map(key -> artists.get(key.slot().index()));
  }

  /** Returns the new releases that are listed on the date. */
  public List<AlbumSlot> listing(LocalDate date) {
    return listing.albumsOn((int) date.toEpochDay());
  }

  /** Returns the albums that the query finds on the date. A query finds at most 1000 albums. */
  public List<AlbumSlot> search(String query, LocalDate date) {
    return search.search(query, (int) date.toEpochDay());
  }

  /**
   * Returns the albums with this main artist that are released on or before the date, newest first.
   */
  public List<AlbumSlot> albumsOf(SimArtist artist, LocalDate date) {
    return assignment.ledBy(artist.number(), (int) date.toEpochDay());
  }

  /**
   * Returns albums of other artists that credit the artist and are released on or before the date.
   * Newer albums come first, but albums that are only a few days apart can be in any order.
   */
  public List<AlbumSlot> appearancesOf(SimArtist artist, LocalDate date) {
    return assignment.guestAlbumsOf(artist.number(), (int) date.toEpochDay());
  }
}
