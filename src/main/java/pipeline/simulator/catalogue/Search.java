package pipeline.simulator.catalogue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds albums. As with Spotify an answer ends after 1000, and is sorted by date in no way: tag:new
 * comes by popularity, a year in one fixed jumble. The first two albums of each day are preferred,
 * so that each day of a year is among the first 1000 of that year.
 */
final class Search {
  static final int MOST = 1000;

  /** Albums of a day that a search prefers. */
  static final int FRONT = 2;

  /** A year of albums; of longer spans each day shows fewer. */
  private static final int SCANNED = 36_600;

  private final long seed;
  private final Cast cast;
  private final Performers performers;
  private final Releases releases;
  private final Initials initials;
  private final Popularity popularity;
  private final Lru<Asked, List<Slot>> recent = new Lru<>(128);

  Search(long seed, Cast cast, Performers performers, Releases releases) {
    this.seed = seed;
    this.cast = cast;
    this.performers = performers;
    this.releases = releases;
    initials = new Initials(releases, cast, performers);
    popularity = new Popularity(seed);
  }

  List<Slot> find(String query, int today) {
    return recent.get(new Asked(query, today), this::run);
  }

  private record Asked(String query, int today) {}

  private List<Slot> run(Asked asked) {
    Query query = Query.parse(asked.query());
    if (query.isEmpty()) {
      return List.of();
    }
    Days days = Days.of(query, asked.today());
    Stream<Slot> candidates = query.artist() == null ? scan(days) : byArtist(query, days);
    List<Slot> found = candidates.filter(slot -> matches(query, slot)).toList();
    return query.isNew() ? byPopularity(found) : jumbled(found);
  }

  private Stream<Slot> byArtist(Query query, Days days) {
    Set<Slot> albums = new LinkedHashSet<>();
    for (int performer : performers.named(String.valueOf(query.artist()))) {
      albums.addAll(cast.ledBy(performer, days.last()));
      albums.addAll(cast.joinedBy(performer, days.last()));
    }
    return albums.stream().filter(days::contains);
  }

  private static Stream<Slot> scan(Days days) {
    if (days.count() == 0) {
      return Stream.empty();
    }
    int perDay = Math.min(Slot.SEARCHABLE, Math.max(FRONT, SCANNED / days.count()));
    List<Slot> slots = new ArrayList<>(days.count() * perDay);
    for (int day = days.first(); day <= days.last(); day++) {
      for (int index = 0; index < perDay; index++) {
        slots.add(new Slot(day, index));
      }
    }
    return slots.stream();
  }

  private boolean matches(Query query, Slot slot) {
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

  private boolean matchesWords(Query query, Slot slot) {
    if (query.words().isEmpty() && query.titleWords().isEmpty()) {
      return true;
    }
    long wanted = Initials.bits(query.words()) | Initials.bits(query.titleWords());
    if (!initials.mayMatch(slot, wanted)) {
      return false;
    }
    List<String> title = Words.of(releases.name(slot));
    List<String> all = new ArrayList<>(title);
    for (int performer : cast.of(slot)) {
      all.addAll(Words.of(performers.get(performer).name()));
    }
    return Words.match(query.titleWords(), title) && Words.match(query.words(), all);
  }

  private List<Slot> byPopularity(List<Slot> found) {
    return found.stream()
        .sorted(Comparator.comparingDouble(popularity::of).reversed())
        .limit(MOST)
        .toList();
  }

  private List<Slot> jumbled(List<Slot> found) {
    Comparator<Slot> preferred =
        Comparator.<Slot>comparingInt(slot -> Math.min(slot.index(), FRONT) / FRONT)
            .thenComparing(Comparator.comparingDouble(popularity::of).reversed());
    return found.stream()
        .sorted(preferred)
        .limit(MOST)
        .sorted(Comparator.comparingLong(slot -> Mix.of(seed, Aspect.SHUFFLE, slot.number())))
        .toList();
  }
}
