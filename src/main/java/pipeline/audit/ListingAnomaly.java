package pipeline.audit;

/** The kinds of anomalies of a date's listing, compared with the dates before it. */
public enum ListingAnomaly {
  /** The albums have been the same for a week or longer. */
  STALE("stale"),
  /** There are far fewer albums than before. */
  SHRUNKEN("shrunken"),
  /** Dates between this one and earlier ones have no listing. */
  GAP("gap");

  private final String label;

  ListingAnomaly(String label) {
    this.label = label;
  }

  /** Returns the name in warnings and in {@code --fail-on}. */
  public String label() {
    return label;
  }
}
