package pipeline.extract;

/** What to do for a date that has passed and has no partition. */
public enum LateDatePolicy {
  /** Look back by a search, whose answer is a sample. */
  SEARCH("search"),
  FAIL("fail");

  private final String label;

  LateDatePolicy(String label) {
    this.label = label;
  }

  /** As it is typed. */
  @Override
  public String toString() {
    return label;
  }
}
