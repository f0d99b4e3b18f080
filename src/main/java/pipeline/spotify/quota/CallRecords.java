package pipeline.spotify.quota;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.spotify.api.EndpointFamily;
import pipeline.spotify.api.StateStore;

/**
 * The stored calls and limits of an app.
 *
 * <p>Each run stores its calls of each hour as a separate fact in the {@link StateStore}, so that
 * no run overwrites the calls of another run. The fact {@code calls/2024-01-01T13/<run>} has one
 * line per family, such as {@code albums 250}. The fact {@code quota.albums} has the limit of a
 * family.
 */
final class CallRecords {
  private static final Logger LOG = LoggerFactory.getLogger("spotify.quota");
  private static final String CALLS = "calls/";
  private static final String LIMIT = "quota.";

  private final StateStore stateStore;
  private final Clock clock;
  private final Set<String> damaged = new HashSet<>();

  CallRecords(StateStore stateStore, Clock clock) {
    this.stateStore = stateStore;
    this.clock = clock;
  }

  /**
   * Returns all runs' calls that currently count toward the quota. Skips a damaged fact and logs a
   * warning.
   *
   * @param exceptWriter the name of a run whose calls are left out; empty for none
   */
  HourlyCalls read(String exceptWriter) {
    HourlyCalls all = new HourlyCalls();
    for (String name : stateStore.names(CALLS)) {
      if (!exceptWriter.isEmpty() && name.endsWith("/" + exceptWriter)) {
        continue;
      }
      try {
        Instant hour = hour(name);
        if (HourlyCalls.counts(hour, clock.instant())) {
          stateStore.find(name).ifPresent(text -> addLines(text, hour, all));
        }
      } catch (DateTimeException | IllegalArgumentException invalid) {
        if (damaged.add(name)) {
          LOG.warn(
              "Ignored a damaged count of calls to Spotify in state/: {} ({})",
              name,
              invalid.getMessage());
        }
      }
    }
    return all;
  }

  private static Instant hour(String name) {
    String[] parts = name.split("/", -1);
    return Instant.parse(parts[1] + ":00:00Z");
  }

  private static void addLines(String text, Instant hour, HourlyCalls calls) {
    HourlyCalls parsed = new HourlyCalls();
    for (String line : text.lines().toList()) {
      String[] fields = line.split(" ", -1);
      EndpointFamily family =
          Arrays.stream(EndpointFamily.values())
              .filter(known -> known.label().equals(fields[0]))
              .findFirst()
              .orElseThrow(
                  () -> new IllegalArgumentException("unknown endpoint family: " + fields[0]));
      int count = fields.length == 2 ? Integer.parseInt(fields[1]) : -1;
      if (count < 0) {
        throw new IllegalArgumentException("invalid number of calls: " + line);
      }
      parsed.add(hour, family, count);
    }
    calls.addAll(parsed);
  }

  /** Stores one run's calls of one hour. */
  void write(String writer, Instant hour, Map<EndpointFamily, Integer> calls) {
    String text =
        calls.entrySet().stream()
            .map(entry -> entry.getKey().label() + " " + entry.getValue() + "\n")
            .collect(Collectors.joining());
    stateStore.write(CALLS + hour.toString().substring(0, 13) + "/" + writer, text);
  }

  /** Deletes the stored calls of past hours that no longer count toward the quota. */
  void deleteExpired() {
    for (String name : stateStore.knownNames(CALLS)) {
      try {
        if (HourlyCalls.isPast(hour(name), clock.instant())) {
          stateStore.delete(name);
        }
      } catch (DateTimeException damagedName) {
        LOG.debug("Kept an entry of state/ whose name has no hour: {}", name, damagedName);
      }
    }
  }

  /**
   * Returns the stored limit of the family: the number of calls after which Spotify refused a
   * further call. Empty if there is no valid limit.
   */
  OptionalInt findLimit(EndpointFamily family) {
    return stateStore
        .find(LIMIT + family.label())
        .filter(text -> !text.isBlank())
        .map(text -> parseLimit(family, text))
        .orElse(OptionalInt.empty());
  }

  void writeLimit(EndpointFamily family, int limit) {
    stateStore.write(LIMIT + family.label(), Integer.toString(limit));
  }

  private static OptionalInt parseLimit(EndpointFamily family, String text) {
    try {
      int limit = Integer.parseInt(text.strip());
      return limit > 0 ? OptionalInt.of(limit) : OptionalInt.empty();
    } catch (NumberFormatException invalid) {
      LOG.warn(
          "Ignored a damaged daily limit in state/: {}{} ({} is not a number)",
          LIMIT,
          family.label(),
          text.strip());
      return OptionalInt.empty();
    }
  }
}
