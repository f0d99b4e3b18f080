package pipeline.audit;

import java.util.Locale;

/** The kinds of anomalies of a date's listing, compared with the dates before it. */
public enum ListingAnomaly {
  /** The listing has contained the same albums for a week or longer. */
  STALE,
  /** The listing has fewer than half as many albums as the median of earlier listings. */
  SHRUNKEN,
  /** At least one date between an earlier listing and this one has no listing. */
  GAP;

  /** Returns the name in warnings and in {@code --fail-on}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
