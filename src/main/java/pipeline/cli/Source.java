package pipeline.cli;

/** What {@code --source} may say. */
public enum Source {
  /** New releases, and where the app may not read them, search. Decided once per lake and app. */
  AUTO("auto"),
  NEW_RELEASES("new-releases"),
  SEARCH("search");

  private final String word;

  Source(String word) {
    this.word = word;
  }

  @Override
  public String toString() {
    return word;
  }
}
