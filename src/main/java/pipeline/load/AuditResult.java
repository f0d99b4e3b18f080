package pipeline.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The findings of the audits of one date. Violations prevent publishing, but warnings do not. */
final class AuditResult {
  private static final int MAX_EXAMPLES = 5;
  private static final String OK = "ok";

  private final Map<String, RuleViolations> violations = new LinkedHashMap<>();
  private final Map<String, RuleViolations> warnings = new LinkedHashMap<>();

  /** Adds a violation of a rule, which is a sentence, with a row that violates it. */
  void addViolation(String rule, String example) {
    violations.computeIfAbsent(rule, RuleViolations::new).add(example);
  }

  /** Checks that the primary artist of an album or track is the first one of its credits. */
  void checkPrimaryArtist(String key, @Nullable String primary, @Nullable String first) {
    if (!Objects.equals(primary, first)) {
      addViolation("primary artists are the first of the credits", primary + " of " + key);
    }
  }

  void addWarning(String rule, String example) {
    warnings.computeIfAbsent(rule, RuleViolations::new).add(example);
  }

  boolean hasFailed() {
    return !violations.isEmpty();
  }

  /** Returns one line for each violated rule, with examples. */
  String violations() {
    return violations.values().stream()
        .map(RuleViolations::toString)
        .collect(Collectors.joining("\n  "));
  }

  List<String> warnings() {
    return warnings.values().stream().map(RuleViolations::toString).toList();
  }

  /** Returns the value of the column {@code audit}: ok, or the warnings. */
  String verdict() {
    return warnings.isEmpty() ? OK : String.join("; ", warnings());
  }

  /** The violations of one rule: their number and the first few examples. */
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
