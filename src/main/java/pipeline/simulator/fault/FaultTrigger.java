package pipeline.simulator.fault;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import pipeline.simulator.options.Fault;
import pipeline.simulator.options.FaultRule;

/**
 * Decides for one fault whether a request is struck: by the seed and by counting, not by chance.
 */
final class FaultTrigger {
  private final Fault fault;
  private final long seed;
  private final Pattern targets;
  private final Map<String, Integer> seen = new HashMap<>();
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

  synchronized boolean isTriggeredBy(String target) {
    if (!targets.matcher(target).matches()) {
      return false;
    }
    FaultRule rule = fault.rule();
    long number = ++matchedCount;
    boolean strikes =
        number > rule.after()
            && number % rule.every() == 0
            && isFirst(target, rule)
            && draw("request " + number) < rule.rate()
            && isInShare(target)
            && triggeredCount < rule.times();
    triggeredCount += strikes ? 1 : 0;
    return strikes;
  }

  private boolean isFirst(String target, FaultRule rule) {
    return rule.first() == Integer.MAX_VALUE || seen.merge(target, 1, Integer::sum) <= rule.first();
  }

  /** The same answer for the same subject, however often it is asked. */
  boolean isInShare(String subject) {
    return draw(subject) < fault.rule().share();
  }

  /** From 0 to below 1, by the seed, the kind of fault and the subject. */
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
