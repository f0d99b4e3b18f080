package pipeline.extract;

import java.util.Locale;

/** A policy for historical dates without a partition. */
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
