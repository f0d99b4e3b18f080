package pipeline.doctor;

/** What was found of what. */
public record Diagnosis(String name, Finding finding) {
  boolean failed() {
    return finding.level() == Finding.Level.FAIL;
  }
}
