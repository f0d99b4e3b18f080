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

  /**
   * Adds a violation.
   *
   * @param rule the violated rule, as a sentence
   * @param example a row that violates the rule
   */
  void addViolation(String rule, String example) {
    violations.computeIfAbsent(rule, RuleViolations::new).add(example);
  }

  /**
   * Adds a violation if the primary artist of an album or track is not the artist of its first
   * credit.
   *
   * @param key the key of the album or track
   * @param primary the id of the primary artist, or null
   * @param first the artist id of the first credit; null if there are no credits
   */
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
