package pipeline.doctor;

/** What was found of what. */
public record NamedCheckResult(String name, CheckResult result) {
  boolean hasFailed() {
    return result.level() == CheckResult.CheckLevel.FAIL;
  }
}
