package pipeline.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the audits of one date found: violations, which forbid publishing, and warnings, which do
 * not.
 */
final class AuditResult {
  private static final int MAX_EXAMPLES = 5;
  private static final String OK = "ok";

  private final Map<String, RuleViolations> violations = new LinkedHashMap<>();
  private final Map<String, RuleViolations> warnings = new LinkedHashMap<>();

  /**
   * @param rule what should hold, as a sentence
   * @param example where it does not
   */
  void addViolation(String rule, String example) {
    violations.computeIfAbsent(rule, RuleViolations::new).add(example);
  }

  void addWarning(String rule, String example) {
    warnings.computeIfAbsent(rule, RuleViolations::new).add(example);
  }

  boolean hasFailed() {
    return !violations.isEmpty();
  }

  /** Every violation with its examples, a line each. */
  String violations() {
    return violations.values().stream()
        .map(RuleViolations::toString)
        .collect(Collectors.joining("\n  "));
  }

  List<String> warnings() {
    return warnings.values().stream().map(RuleViolations::toString).toList();
  }

  /** What stands in analytics/partitions. */
  String verdict() {
    return warnings.isEmpty() ? OK : String.join("; ", warnings());
  }

  /** One rule's breaches: counted, the first few kept. */
  private static final class RuleViolations {
    private final String rule;
    private final List<String> examples = new ArrayList<>();
    private long count;

    RuleViolations(String rule) {
      this.rule = rule;
    }

    void add(String example) {
      count++;
      if (examples.size() < MAX_EXAMPLES) {
        examples.add(example);
      }
    }

    @Override
    public String toString() {
      return rule + ": " + count + " (such as " + String.join(", ", examples) + ")";
    }
  }
}
