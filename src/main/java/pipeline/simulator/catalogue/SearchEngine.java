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
 * Finds albums. As with Spotify an answer ends after 1000, and is sorted by date in no way: tag:new
 * comes by popularity, a year in one fixed jumble. The first two albums of each day are preferred,
 * so that each day of a year is among the first 1000 of that year.
 */
final class SearchEngine {
  static final int MAX_RESULTS = 1000;

  /** Albums of a day that a search prefers. */
  static final int PREFERRED_PER_DAY = 2;

  /** A year of albums; of longer spans each day shows fewer. */
  private static final int MAX_SCANNED = 36_600;

  private final long seed;
  private final ArtistAssignment cast;
  private final ArtistPool performers;
  private final AlbumGenerator releases;
  private final InitialsIndex initials;
  private final Popularity popularity;
  private final LruCache<DatedQuery, List<AlbumSlot>> recent = new LruCache<>(128);

  SearchEngine(long seed, ArtistAssignment cast, ArtistPool performers, AlbumGenerator releases) {
    this.seed = seed;
    this.cast = cast;
    this.performers = performers;
    this.releases = releases;
    initials = new InitialsIndex(releases, cast, performers);
    popularity = new Popularity(seed);
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
    List<AlbumSlot> found = candidates.filter(slot -> matches(query, slot)).toList();
    return query.isNew() ? byPopularity(found) : shuffled(found);
  }

  private Stream<AlbumSlot> byArtist(SearchQuery query, DayRange days) {
    Set<AlbumSlot> albums = new LinkedHashSet<>();
    for (int performer : performers.listByName(String.valueOf(query.artist()))) {
      albums.addAll(cast.ledBy(performer, days.last()));
      albums.addAll(cast.guestAlbumsOf(performer, days.last()));
    }
    return albums.stream().filter(days::contains);
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

  private boolean matches(SearchQuery query, AlbumSlot slot) {
    String label = query.label();
    if (label != null && !performers.label(cast.lead(slot)).equalsIgnoreCase(label)) {
      return false;
    }
    String upc = query.upc();
    if (upc != null && !releases.get(slot).upc().equals(upc)) {
      return false;
    }
    return matchesWords(query, slot);
  }

  private boolean matchesWords(SearchQuery query, AlbumSlot slot) {
    if (query.words().isEmpty() && query.titleWords().isEmpty()) {
      return true;
    }
    long mask = InitialsIndex.mask(query.words()) | InitialsIndex.mask(query.titleWords());
    if (!initials.mayMatch(slot, mask)) {
      return false;
    }
    List<String> title = Tokenizer.tokenize(releases.name(slot));
    List<String> all = new ArrayList<>(title);
    for (int performer : cast.artistsOn(slot)) {
      all.addAll(Tokenizer.tokenize(performers.get(performer).name()));
    }
    return Tokenizer.isMatch(query.titleWords(), title) && Tokenizer.isMatch(query.words(), all);
  }

  private List<AlbumSlot> byPopularity(List<AlbumSlot> found) {
    return found.stream()
        .sorted(Comparator.comparingDouble(popularity::score).reversed())
        .limit(MAX_RESULTS)
        .toList();
  }

  private List<AlbumSlot> shuffled(List<AlbumSlot> found) {
    Comparator<AlbumSlot> preferred =
        Comparator.<AlbumSlot>comparingInt(
                slot -> Math.min(slot.index(), PREFERRED_PER_DAY) / PREFERRED_PER_DAY)
            .thenComparing(Comparator.comparingDouble(popularity::score).reversed());
    return found.stream()
        .sorted(preferred)
        .limit(MAX_RESULTS)
        .sorted(
            Comparator.comparingLong(
                slot -> KeyedHash.hash(seed, RandomStream.SHUFFLE, slot.number())))
        .toList();
  }
}
