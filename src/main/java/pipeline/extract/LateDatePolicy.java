package pipeline.extract;

import java.util.Locale;

/** What extract-releases does for a historical date without a partition. */
public enum LateDatePolicy {
  /** Run a historical search, whose result is a sample. */
  SEARCH,
  FAIL;

  /** Returns the value of the option. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
