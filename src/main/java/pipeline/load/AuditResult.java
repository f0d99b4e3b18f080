package pipeline.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;
import pipeline.tables.stage.StageLineage.RuleResult;

/**
 * The findings of the audits of one date. A violation prevents publishing, unless its rule only
 * causes a warning.
 */
final class AuditResult {
  private static final int MAX_EXAMPLES = 5;
  private static final String OK = "ok";
  private static final Pattern WARNING =
      Pattern.compile("(.*?): (\\d+) \\(such as .*", Pattern.DOTALL);

  /** The violations by rule, in the order in which the rules were first violated. */
  private final Map<AuditRule, RuleViolations> found = new LinkedHashMap<>();

  /**
   * Returns the findings of an earlier run that published its tables. A run that published its
   * tables had only warnings.
   *
   * @param warnings the {@link #warnings} of that run
   */
  static AuditResult fromWarnings(List<String> warnings) {
    AuditResult audit = new AuditResult();
    for (String warning : warnings) {
      Matcher counted = WARNING.matcher(warning);
      for (AuditRule rule : AuditRule.values()) {
        if (counted.matches() && rule.sentence().equals(counted.group(1))) {
          audit.violations(rule).add(table(rule), warning, Long.parseLong(counted.group(2)));
        }
      }
    }
    return audit;
  }

  /**
   * Adds a violation of a rule. The rule must apply to only one table.
   *
   * @param example a row that violates the rule
   */
  void add(AuditRule rule, String example) {
    add(rule, table(rule), example);
  }

  /**
   * Adds a violation.
   *
   * @param table the table of the row
   * @param example a row that violates the rule
   */
  void add(AuditRule rule, Table<?> table, String example) {
    violations(rule).add(table, example, 1);
  }

  /**
   * Adds a violation if the primary artist of an album or track is not the artist of its first
   * credit.
   *
   * @param table the table of the album or track
   * @param key the key of the album or track
   * @param primary the id of the primary artist, or null
   * @param first the artist id of the first credit; null if there are no credits
   */
  void checkPrimaryArtist(
      Table<?> table, String key, @Nullable String primary, @Nullable String first) {
    if (!Objects.equals(primary, first)) {
      add(AuditRule.PRIMARY_ARTIST, table, key + " with primary_artist_id " + primary);
    }
  }

  private static Table<?> table(AuditRule rule) {
    return rule.tables().get(0);
  }

  private RuleViolations violations(AuditRule rule) {
    return found.computeIfAbsent(rule, RuleViolations::new);
  }

  boolean hasFailed() {
    return found.keySet().stream().anyMatch(rule -> !rule.isWarning());
  }

  /** Returns one line with examples for each violated rule that prevents publishing. */
  String violations() {
    return lines(false).collect(Collectors.joining("\n  "));
  }

  List<String> warnings() {
    return lines(true).toList();
  }

  private Stream<String> lines(boolean areWarnings) {
    return found.values().stream()
        .filter(violations -> violations.rule.isWarning() == areWarnings)
        .map(RuleViolations::toString);
  }

  /** Returns the value of the column {@code audit}: ok, or the warnings. */
  String verdict() {
    return hasWarnings() ? String.join("; ", warnings()) : OK;
  }

  private boolean hasWarnings() {
    return found.keySet().stream().anyMatch(AuditRule::isWarning);
  }

  /** Returns the result of each rule of a table. */
  List<RuleResult> results(Table<?> table) {
    return Stream.of(AuditRule.values())
        .filter(rule -> rule.tables().contains(table))
        .map(
            rule ->
                new RuleResult(
                    rule.sentence(),
                    rule.isWarning(),
                    found.containsKey(rule) ? violations(rule).count(table) : 0))
        .toList();
  }

  /** The violations of one rule: their number by table, and the first few examples. */
  private static final class RuleViolations {
    private final AuditRule rule;
    private final List<String> examples = new ArrayList<>();
    private final Map<Table<?>, Long> counts = new HashMap<>();

    RuleViolations(AuditRule rule) {
      this.rule = rule;
    }

    void add(Table<?> table, String example, long count) {
      counts.merge(table, count, Long::sum);
      if (examples.size() < MAX_EXAMPLES) {
        examples.add(example);
      }
    }

    long count(Table<?> table) {
      return counts.getOrDefault(table, 0L);
    }

    @Override
    public String toString() {
      long all = counts.values().stream().mapToLong(Long::longValue).sum();
      return rule.sentence() + ": " + all + " (such as " + String.join(", ", examples) + ")";
    }
  }
}
