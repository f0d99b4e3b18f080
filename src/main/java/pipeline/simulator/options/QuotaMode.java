package pipeline.simulator.options;

/** The quota mode of an app, which limits what Spotify allows it to do. */
public enum QuotaMode {
  /** Development mode: the mode of a newly registered app. */
  DEVELOPMENT(10, 5),
  /** Extended quota mode: the mode that companies can obtain. */
  EXTENDED(50, 20);

  private final int searchLimit;
  private final int searchDefault;

  QuotaMode(int searchLimit, int searchDefault) {
    this.searchLimit = searchLimit;
    this.searchDefault = searchDefault;
  }

  /** Returns the maximum page size of a search and of an artist's albums. */
  public int searchLimit() {
    return searchLimit;
  }

  /** Returns the default page size of a search and of an artist's albums. */
  public int searchDefault() {
    return searchDefault;
  }
}
