package pipeline.simulator.options;

/** What Spotify lets an app do. */
public enum QuotaMode {
  /** What anyone gets who registers an app today. */
  DEVELOPMENT(10, 5),
  /** Extended quota mode: a company's app. */
  EXTENDED(50, 20);

  private final int searchLimit;
  private final int searchDefault;

  QuotaMode(int searchLimit, int searchDefault) {
    this.searchLimit = searchLimit;
    this.searchDefault = searchDefault;
  }

  /** The largest page of a search or of an artist's albums. */
  public int searchLimit() {
    return searchLimit;
  }

  public int searchDefault() {
    return searchDefault;
  }
}
