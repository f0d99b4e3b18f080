package pipeline.report;

/** What the lake has for a date. */
public enum DayState {
  LOADED("loaded"),
  MISSING("no partition"),
  OUTDATED("rerun load"),
  UNREADABLE("unreadable");

  private final String word;

  DayState(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
