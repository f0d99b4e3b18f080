package pipeline.spotify.quota;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.api.EndpointFamily;
import pipeline.spotify.api.StateStore;

/**
 * The calls to an endpoint family in the last 24 hours.
 *
 * @param used the number of calls
 * @param limit the daily limit; null if none is known
 * @param freesAt the time at which the oldest calls expire or, if the limit is reached, at which a
 *     call is free again. Null if there are no calls.
 */
public record FamilyUsage(
    EndpointFamily family, int used, @Nullable Integer limit, @Nullable Instant freesAt) {

  /**
   * Returns the families that have calls or a limit.
   *
   * @param configured the limits of --requests-per-day by family; 0 means no limit. The stored
   *     limits apply to all other families
   */
  public static List<FamilyUsage> read(
      StateStore stateStore, Clock clock, Map<EndpointFamily, Integer> configured) {
    CallRecords records = new CallRecords(stateStore, clock);
    HourlyCalls calls = records.read("");
    return Arrays.stream(EndpointFamily.values())
        .map(
            family -> {
              int used = calls.count(family);
              OptionalInt limit = CallLedger.limit(family, configured, records);
              return new FamilyUsage(
                  family,
                  used,
                  limit.isPresent() ? limit.getAsInt() : null,
                  used == 0
                      ? null
                      : calls.dropsTo(
                          Math.min(used, limit.orElse(used)) - 1, family, clock.instant()));
            })
        .filter(usage -> usage.used() > 0 || usage.limit() != null)
        .toList();
  }

  /**
   * Returns a text with the number of calls. If the limit is known, the text also has the limit
   * and, if there are calls, {@link #freesAt()}.
   */
  public String format() {
    if (limit == null) {
      return used + ", no known limit";
    }
    String state = "%d of %d".formatted(used, limit);
    if (freesAt == null) {
      return state;
    }
    return state + (isExhausted() ? ", next free at " : ", the oldest expire at ") + freesAt;
  }

  /** Returns whether no call is left. */
  public boolean isExhausted() {
    return limit != null && used >= limit;
  }
}
