package pipeline.audit;

/** What can be odd about a date's listing, seen beside the dates before it. */
public enum ListingAnomaly {
  /** The same albums as a week before, and on every date between. */
  STALE("stale"),
  /** Far fewer albums than before. */
  SHRUNKEN("shrunken"),
  /** Dates between this one and earlier ones have no listing. */
  GAP("gap");

  private final String label;

  ListingAnomaly(String label) {
    this.label = label;
  }

  /** As it is told, and as {@code --fail-on} names it. */
  public String label() {
    return label;
  }
}
