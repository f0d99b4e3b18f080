package pipeline.extract;

import java.util.Locale;

/** The configured source of a listing. */
public enum SourcePolicy {
  /**
   * The new-releases endpoint, or the search if the app may not use that endpoint. The choice is
   * stored once for each lake and app.
   */
  AUTO,
  NEW_RELEASES,
  SEARCH;

  /** Returns the value of the option. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
