package pipeline.audit;

import java.util.Locale;

/** The kinds of anomalies of a date's listing, compared with the dates before it. */
public enum ListingAnomaly {
  /** The albums have been the same for a week or longer. */
  STALE,
  /** There are far fewer albums than before. */
  SHRUNKEN,
  /** Dates between this one and earlier ones have no listing. */
  GAP;

  /** Returns the name in warnings and in {@code --fail-on}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
