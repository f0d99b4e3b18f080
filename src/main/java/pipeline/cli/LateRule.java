package pipeline.cli;

/** What {@code --late} may say: what to do for a past date that has no partition. */
public enum LateRule {
  /** Look back by searching for albums released on that date. */
  SEARCH("search"),
  /** End with exit code 66. */
  FAIL("fail");

  private final String word;

  LateRule(String word) {
    this.word = word;
  }

  @Override
  public String toString() {
    return word;
  }
}
