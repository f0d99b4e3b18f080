package pipeline.simulator.options;

/**
 * The quota mode of an app. In development mode, an app may use fewer endpoints than in extended
 * quota mode, and the pages of searches and of an artist's albums are smaller.
 */
public enum QuotaMode {
  /** Development mode: the mode of a newly registered app. */
  DEVELOPMENT,
  /** Extended quota mode: the mode that Spotify grants to companies on request. */
  EXTENDED;

  /** Returns the maximum page size of a search and of an artist's albums. */
  public int searchLimit() {
    return this == EXTENDED ? 50 : 10;
  }

  /** Returns the default page size of a search and of an artist's albums. */
  public int searchDefault() {
    return this == EXTENDED ? 20 : 5;
  }
}
