package pipeline.simulator.catalogue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import pipeline.simulator.catalogue.CatalogueKey.EntityKind;

/**
 * All that there is to tell. An id is made from the seed and the place of an album (day and
 * number), so everything about it can be made again from the id, in any process, on any date; only
 * {@link #listing}, {@link #search} and {@link #albumsOf} look at a date. Safe for many threads.
 */
public final class Catalogue {
  private final IdCodec ids;
  private final ArtistAssignment cast;
  private final ArtistPool performers;
  private final AlbumGenerator releases;
  private final TrackGenerator recordings;
  private final SearchEngine search;
  private final NewReleasesListing listing;
  private final LruCache<Integer, List<AlbumSlot>> listings = new LruCache<>(8);

  /**
   * The catalogue of a seed.
   *
   * @param listed how many albums the listing of new releases holds
   */
  public Catalogue(long seed, int listed) {
    ids = new IdCodec(seed);
    cast = new ArtistAssignment(seed);
    performers = new ArtistPool(seed);
    releases = new AlbumGenerator(seed, cast, performers);
    recordings = new TrackGenerator(seed, performers);
    search = new SearchEngine(seed, cast, performers, releases);
    listing = new NewReleasesListing(seed, listed);
  }

  /** The dates for which there is a listing. */
  public static boolean hasListingFor(LocalDate date) {
    return !date.isBefore(AlbumSlot.FIRST_DATE.plusMonths(1)) && !date.isAfter(AlbumSlot.LAST_DATE);
  }

  public Optional<SimAlbum> release(String id) {
    return ids.decode(EntityKind.ALBUM, id)
        .map(key -> release(new AlbumSlot(key.day(), key.index())));
  }

  public SimAlbum release(AlbumSlot slot) {
    return releases.get(slot);
  }

  public List<SimTrack> recordings(SimAlbum release) {
    return recordings.list(release);
  }

  /** The album that a track is on. */
  public Optional<SimAlbum> releaseOfTrack(String id) {
    return ids.decode(EntityKind.TRACK, id)
        .map(key -> release(new AlbumSlot(key.day(), key.index())));
  }

  public Optional<SimTrack> recording(String id) {
    return ids.decode(EntityKind.TRACK, id)
        .map(key -> recordings(release(new AlbumSlot(key.day(), key.index()))).get(key.position()));
  }

  public Optional<SimArtist> performer(String id) {
    return ids.decode(EntityKind.ARTIST, id).map(key -> performers.get(key.index()));
  }

  /** New releases as listed on that date. */
  public List<AlbumSlot> listing(LocalDate date) {
    return listings.get((int) date.toEpochDay(), listing::albumsOn);
  }

  /** At most 1000 albums that the query finds on that date. */
  public List<AlbumSlot> search(String query, LocalDate date) {
    return search.search(query, (int) date.toEpochDay());
  }

  /** Albums that the artist leads, out by that date, the newest first. */
  public List<AlbumSlot> albumsOf(SimArtist performer, LocalDate date) {
    return cast.ledBy(performer.number(), (int) date.toEpochDay());
  }

  /** Albums of others that the artist is on, out by that date, the newest first. */
  public List<AlbumSlot> appearancesOf(SimArtist performer, LocalDate date) {
    return cast.guestAlbumsOf(performer.number(), (int) date.toEpochDay());
  }

  /** Whether the text is 22 characters of base62, known or not. */
  public static boolean isId(String text) {
    return Base62.isBase62(text);
  }
}
