package pipeline.report;

/** What the lake has for a date. */
public enum DayState {
  LOADED("loaded"),
  MISSING("no partition"),
  OUTDATED("rerun load"),
  UNREADABLE("unreadable");

  private final String label;

  DayState(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
