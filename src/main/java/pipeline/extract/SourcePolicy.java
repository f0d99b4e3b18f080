package pipeline.extract;

/** Which source a listing may come from. */
public enum SourcePolicy {
  /** New releases, and where the app may not read them, search. Decided once per lake and app. */
  AUTO("auto"),
  NEW_RELEASES("new-releases"),
  SEARCH("search");

  private final String label;

  SourcePolicy(String label) {
    this.label = label;
  }

  /** As it is typed. */
  @Override
  public String toString() {
    return label;
  }
}
