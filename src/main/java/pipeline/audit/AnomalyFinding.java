package pipeline.audit;

/**
 * A doubt about a date's listing.
 *
 * @param text what was seen, with dates and numbers
 */
public record AnomalyFinding(ListingAnomaly doubt, String text) {

  /** As people read it. */
  @Override
  public String toString() {
    return doubt.word() + ": " + text;
  }
}
