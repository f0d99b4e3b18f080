package pipeline.cli;

/** What {@code --app} may say: what Spotify lets the simulated app do. */
public enum AppKind {
  /** In Spotify's Extended Quota Mode: new releases and batches are allowed. */
  EXTENDED("extended"),
  /** As anybody registers one today: new releases and batches are forbidden. */
  DEV("dev");

  private final String word;

  AppKind(String word) {
    this.word = word;
  }

  @Override
  public String toString() {
    return word;
  }
}
