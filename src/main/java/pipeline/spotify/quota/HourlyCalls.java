package pipeline.spotify.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import pipeline.spotify.api.EndpointFamily;

/**
 * The number of calls by hour and endpoint family.
 *
 * <p>An instance is not thread-safe.
 */
final class HourlyCalls {
  /** The length of the window in which Spotify counts calls. */
  private static final Duration WINDOW = Duration.ofHours(24);

  /**
   * The time for which a call still counts after its window has ended. This margin allows for
   * clocks that differ, and for calls that are counted before they are sent.
   */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  /**
   * The maximum time from now to a stored hour in the future. The calls of an hour within this time
   * count, because the clock has probably been set back since they were stored. The calls of a
   * later hour are ignored, because the clock was wrong when they were stored.
   */
  private static final Duration MAX_FUTURE = Duration.ofDays(7);

  private final TreeMap<Instant, Map<EndpointFamily, Integer>> hours = new TreeMap<>();
  private final Set<Instant> changed = new TreeSet<>();

  static Instant hourOf(Instant time) {
    return time.truncatedTo(ChronoUnit.HOURS);
  }

  /** Returns whether the calls of an hour still count at the given time. */
  static boolean counts(Instant hour, Instant now) {
    return !isPast(hour, now) && !hour.isAfter(now.plus(MAX_FUTURE));
  }

  static boolean isPast(Instant hour, Instant now) {
    return !leavesAt(hour).isAfter(now);
  }

  /** Returns the time at which the calls of an hour stop counting toward the quota. */
  private static Instant leavesAt(Instant hour) {
    return hour.plus(1, ChronoUnit.HOURS).plus(WINDOW).plus(MARGIN);
  }

  void add(Instant time, EndpointFamily family, int calls) {
    Instant hour = hourOf(time);
    hours
        .computeIfAbsent(hour, key -> new EnumMap<>(EndpointFamily.class))
        .merge(family, calls, Integer::sum);
    changed.add(hour);
  }

  void addAll(HourlyCalls other) {
    other.hours.forEach(
        (hour, families) -> families.forEach((family, calls) -> add(hour, family, calls)));
  }

  /** Removes calls of a family, beginning with the latest hour. */
  void remove(EndpointFamily family, int calls) {
    int left = calls;
    for (Map.Entry<Instant, Map<EndpointFamily, Integer>> hour : hours.descendingMap().entrySet()) {
      int removed = Math.min(left, hour.getValue().getOrDefault(family, 0));
      if (removed > 0) {
        hour.getValue().merge(family, -removed, Integer::sum);
        changed.add(hour.getKey());
        left -= removed;
      }
    }
  }

  void removeExpired(Instant now) {
    hours.keySet().removeIf(hour -> !counts(hour, now));
  }

  /** Returns the hours that have changed since they were stored. */
  Set<Instant> changedHours() {
    changed.retainAll(hours.keySet());
    return Set.copyOf(changed);
  }

  void markStored(Instant hour) {
    changed.remove(hour);
  }

  /** Returns the calls of one hour. */
  Map<EndpointFamily, Integer> of(Instant hour) {
    return hours.getOrDefault(hour, Map.of());
  }

  int count(EndpointFamily family) {
    return hours.values().stream().mapToInt(families -> families.getOrDefault(family, 0)).sum();
  }

  /**
   * Returns the number of calls that Spotify certainly counts. These are the calls of the hours
   * that lie completely within Spotify's window.
   */
  int countWithinWindow(EndpointFamily family, Instant now) {
    return hours.tailMap(now.minus(WINDOW)).values().stream()
        .mapToInt(families -> families.getOrDefault(family, 0))
        .sum();
  }

  /**
   * Returns the earliest time at which at most {@code limit} calls to the family still count toward
   * the quota; {@code now} if this is already the case.
   */
  Instant dropsTo(int limit, EndpointFamily family, Instant now) {
    int count = count(family);
    Instant time = now;
    for (Map.Entry<Instant, Map<EndpointFamily, Integer>> hour : hours.entrySet()) {
      if (count <= limit) {
        break;
      }
      count -= hour.getValue().getOrDefault(family, 0);
      time = leavesAt(hour.getKey());
    }
    return time;
  }
}
