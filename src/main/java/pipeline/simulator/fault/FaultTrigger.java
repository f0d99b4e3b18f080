package pipeline.simulator.fault;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import pipeline.simulator.options.Fault;
import pipeline.simulator.options.FaultRule;

/**
 * Selects the requests that one fault affects. The selection depends on the kind and the rule of
 * the fault, on the seed, and on the target and number of the request.
 */
final class FaultTrigger {
  private final Fault fault;
  private final long seed;
  private final Pattern targets;
  private final Map<String, Integer> requestsByTarget = new HashMap<>();
  private long matchedCount;
  private long triggeredCount;

  FaultTrigger(Fault fault, long seed) {
    this.fault = fault;
    this.seed = seed;
    targets = fault.rule().targetPattern();
  }

  Fault fault() {
    return fault;
  }

  /**
   * Returns whether the fault affects a request. Counts the request if its target matches the rule.
   *
   * @param target the path of the request with the query
   */
  synchronized boolean isTriggeredBy(String target) {
    if (!targets.matcher(target).matches()) {
      return false;
    }
    FaultRule rule = fault.rule();
    long number = ++matchedCount;
    boolean isTriggered =
        number > rule.after()
            && number % rule.every() == 0
            && isFirst(target, rule)
            && draw("request " + number) < rule.rate()
            && isInShare(target)
            && triggeredCount < rule.times();
    triggeredCount += isTriggered ? 1 : 0;
    return isTriggered;
  }

  private boolean isFirst(String target, FaultRule rule) {
    return rule.first() == Integer.MAX_VALUE
        || requestsByTarget.merge(target, 1, Integer::sum) <= rule.first();
  }

  /**
   * Returns whether a request or an album is in the share that the fault affects. With the same
   * seed, the result for a subject never changes.
   *
   * @param subject the target of a request (its path with the query), or the ID of an album
   */
  boolean isInShare(String subject) {
    return draw(subject) < fault.rule().share();
  }

  /**
   * Returns a number from 0 to below 1, which depends only on the seed, the kind of the fault and
   * the subject.
   */
  private double draw(String subject) {
    long mixed = seed * 31 + fault.kind().text().hashCode();
    for (int i = 0; i < subject.length(); i++) {
      mixed = (mixed ^ subject.charAt(i)) * 0x100000001B3L;
    }
    mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
    mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
    return ((mixed ^ (mixed >>> 32)) >>> 11) * 0x1.0p-53;
  }
}
