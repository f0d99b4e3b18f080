package pipeline.simulator.catalogue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import pipeline.simulator.catalogue.Key.Kind;

/**
 * All that there is to tell. An id is made from the seed and the place of an album (day and
 * number), so everything about it can be made again from the id, in any process, on any date; only
 * {@link #listing}, {@link #search} and {@link #albumsOf} look at a date. Safe for many threads.
 */
public final class Catalogue {
  private final Ids ids;
  private final Cast cast;
  private final Performers performers;
  private final Releases releases;
  private final Recordings recordings;
  private final Search search;
  private final Listing listing;
  private final Lru<Integer, List<Slot>> listings = new Lru<>(8);

  /**
   * The catalogue of a seed.
   *
   * @param listed how many albums the listing of new releases holds
   */
  public Catalogue(long seed, int listed) {
    ids = new Ids(seed);
    cast = new Cast(seed);
    performers = new Performers(seed);
    releases = new Releases(seed, cast, performers);
    recordings = new Recordings(seed, performers);
    search = new Search(seed, cast, performers, releases);
    listing = new Listing(seed, listed);
  }

  /** The dates for which there is a listing. */
  public static boolean covers(LocalDate date) {
    return !date.isBefore(Slot.FIRST_DATE.plusMonths(1)) && !date.isAfter(Slot.LAST_DATE);
  }

  public Optional<Release> release(String id) {
    return ids.decode(Kind.ALBUM, id).map(key -> release(new Slot(key.day(), key.index())));
  }

  public Release release(Slot slot) {
    return releases.get(slot);
  }

  public List<Recording> recordings(Release release) {
    return recordings.of(release);
  }

  /** The album that a track is on. */
  public Optional<Release> releaseOfTrack(String id) {
    return ids.decode(Kind.TRACK, id).map(key -> release(new Slot(key.day(), key.index())));
  }

  public Optional<Recording> recording(String id) {
    return ids.decode(Kind.TRACK, id)
        .map(key -> recordings(release(new Slot(key.day(), key.index()))).get(key.position()));
  }

  public Optional<Performer> performer(String id) {
    return ids.decode(Kind.ARTIST, id).map(key -> performers.get(key.index()));
  }

  /** New releases as listed on that date. */
  public List<Slot> listing(LocalDate date) {
    return listings.get((int) date.toEpochDay(), listing::of);
  }

  /** At most 1000 albums that the query finds on that date. */
  public List<Slot> search(String query, LocalDate date) {
    return search.find(query, (int) date.toEpochDay());
  }

  /** Albums that the artist leads, out by that date, the newest first. */
  public List<Slot> albumsOf(Performer performer, LocalDate date) {
    return cast.ledBy(performer.number(), (int) date.toEpochDay());
  }

  /** Albums of others that the artist is on, out by that date, the newest first. */
  public List<Slot> appearancesOf(Performer performer, LocalDate date) {
    return cast.joinedBy(performer.number(), (int) date.toEpochDay());
  }

  /** Whether the text is 22 characters of base62, known or not. */
  public static boolean isId(String text) {
    return Base62.isBase62(text);
  }
}
