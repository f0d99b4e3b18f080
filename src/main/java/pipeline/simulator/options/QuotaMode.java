package pipeline.simulator.options;

/**
 * The quota mode of an app. Spotify allows an app in development mode less than an app in extended
 * quota mode.
 */
public enum QuotaMode {
  /** Development mode: the mode of a newly registered app. */
  DEVELOPMENT,
  /** Extended quota mode: the mode that companies can obtain. */
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
