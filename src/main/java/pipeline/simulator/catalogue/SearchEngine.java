package pipeline.simulator.catalogue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import pipeline.simulator.catalogue.random.KeyedHash;
import pipeline.simulator.catalogue.random.RandomStream;

/**
 * Searches albums. As with Spotify, a search returns at most 1000 albums, and the results are not
 * sorted by date. The results of tag:new are sorted by popularity. Other results are in a random
 * order, which depends only on the seed. If more than 1000 albums match a query without tag:new,
 * the search prefers the first two of each release day (index 0 and 1). The results for a whole
 * year therefore include albums of each day.
 */
final class SearchEngine {
  static final int MAX_RESULTS = 1000;

  /** The number of albums per day that a search prefers. */
  static final int PREFERRED_PER_DAY = 2;

  /**
   * The limit on the number of albums that a search without an artist considers. It is the number
   * of searchable albums in a leap year. If the search covers more days, it considers fewer albums
   * per day, but at least {@link #PREFERRED_PER_DAY}.
   */
  private static final int MAX_SCANNED = 36_600;

  private final long seed;
  private final ArtistAssignment assignment;
  private final ArtistPool artists;
  private final AlbumGenerator albums;
  private final WordIndex words;
  private final LruCache<DatedQuery, List<AlbumSlot>> recent = new LruCache<>(128);

  SearchEngine(long seed, ArtistAssignment assignment, ArtistPool artists, AlbumGenerator albums) {
    this.seed = seed;
    this.assignment = assignment;
    this.artists = artists;
    this.albums = albums;
    words = new WordIndex(albums, assignment, artists);
  }

  List<AlbumSlot> search(String query, int today) {
    return recent.get(new DatedQuery(query, today), this::execute);
  }

  private record DatedQuery(String query, int today) {}

  private List<AlbumSlot> execute(DatedQuery key) {
    SearchQuery query = SearchQuery.parse(key.query());
    if (query.isEmpty()) {
      return List.of();
    }
    DayRange days = DayRange.from(query, key.today());
    Stream<AlbumSlot> candidates = query.artist() == null ? scan(days) : byArtist(query, days);
    Stream<AlbumSlot> found = candidates.filter(slot -> isMatch(query, slot));
    Comparator<AlbumSlot> byPopularity =
        Comparator.<AlbumSlot>comparingDouble(slot -> slot.popularity(seed)).reversed();
    return query.isNew()
        ? found.sorted(byPopularity).limit(MAX_RESULTS).toList()
        : found
            .sorted(
                Comparator.comparing(SearchEngine::isPreferred)
                    .reversed()
                    .thenComparing(byPopularity))
            .limit(MAX_RESULTS)
            .sorted(Comparator.comparingLong(this::randomOrder))
            .toList();
  }

  private static boolean isPreferred(AlbumSlot slot) {
    return slot.index() < PREFERRED_PER_DAY;
  }

  private long randomOrder(AlbumSlot slot) {
    return KeyedHash.hash(seed, RandomStream.SHUFFLE, slot.number());
  }

  private Stream<AlbumSlot> byArtist(SearchQuery query, DayRange days) {
    Set<AlbumSlot> found = new LinkedHashSet<>();
    for (int artist : artists.listByName(String.valueOf(query.artist()))) {
      found.addAll(assignment.ledBy(artist, days.last()));
      found.addAll(assignment.guestAlbumsOf(artist, days.last()));
    }
    return found.stream().filter(days::contains);
  }

  private static Stream<AlbumSlot> scan(DayRange days) {
    if (days.count() == 0) {
      return Stream.empty();
    }
    int perDay =
        Math.min(AlbumSlot.SEARCHABLE, Math.max(PREFERRED_PER_DAY, MAX_SCANNED / days.count()));
    List<AlbumSlot> slots = new ArrayList<>(days.count() * perDay);
    for (int day = days.first(); day <= days.last(); day++) {
      for (int index = 0; index < perDay; index++) {
        slots.add(new AlbumSlot(day, index));
      }
    }
    return slots.stream();
  }

  private boolean isMatch(SearchQuery query, AlbumSlot slot) {
    String label = query.label();
    String upc = query.upc();
    return (label == null || artists.label(assignment.lead(slot)).equalsIgnoreCase(label))
        && (upc == null || upc.equals(albums.get(slot).upc()))
        && words.isMatch(query, slot);
  }
}
