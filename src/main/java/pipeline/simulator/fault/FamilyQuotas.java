package pipeline.simulator.fault;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The quotas of the endpoint families in a rolling 24 hours, and the counts of accepted and refused
 * requests.
 */
public final class FamilyQuotas {
  private static final Duration WINDOW = Duration.ofHours(24);

  private final Map<String, Integer> maxRequests;
  private final Clock clock;
  private final Map<String, RequestQuota> quotas = new ConcurrentHashMap<>();
  private final Map<String, Long> accepted = new ConcurrentHashMap<>();
  private final Map<String, Long> refused = new ConcurrentHashMap<>();

  /**
   * @param maxRequests the maximum number of requests in 24 hours by family; a missing family or 0
   *     means no limit
   */
  public FamilyQuotas(Map<String, Integer> maxRequests, Clock clock) {
    this.maxRequests = maxRequests;
    this.clock = clock;
  }

  /**
   * Counts a request and returns 0. If the quota of the family is used up, returns the seconds to
   * wait instead.
   */
  public long secondsToWait(String family) {
    long seconds = quotas.computeIfAbsent(family, this::createQuota).secondsToWait();
    (seconds == 0 ? accepted : refused).merge(family, 1L, Long::sum);
    return seconds;
  }

  private RequestQuota createQuota(String family) {
    return new RequestQuota(maxRequests.getOrDefault(family, 0), WINDOW, clock);
  }

  /** Returns the number of accepted requests by family. */
  public Map<String, Long> acceptedRequests() {
    return new TreeMap<>(accepted);
  }

  /** Returns the number of refused requests by family. */
  public Map<String, Long> refusedRequests() {
    return new TreeMap<>(refused);
  }
}
