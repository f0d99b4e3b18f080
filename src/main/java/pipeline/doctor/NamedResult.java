package pipeline.doctor;

/** What was found of what. */
public record NamedResult(String name, CheckResult finding) {
  boolean failed() {
    return finding.level() == CheckResult.CheckLevel.FAIL;
  }
}
