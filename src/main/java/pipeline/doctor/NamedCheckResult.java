package pipeline.doctor;

/** The result of a check, with the name of the check. */
public record NamedCheckResult(String name, CheckResult result) {}
