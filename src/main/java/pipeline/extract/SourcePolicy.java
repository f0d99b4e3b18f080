package pipeline.extract;

import java.util.Locale;

/** The source of a listing. */
public enum SourcePolicy {
  /** New releases, or a search if the app may not read them. Decided once per lake and app. */
  AUTO,
  NEW_RELEASES,
  SEARCH;

  /** Returns the value of the option. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
