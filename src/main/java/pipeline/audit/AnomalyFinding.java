package pipeline.audit;

/**
 * A doubt about a date's listing.
 *
 * @param description what was seen, with dates and numbers
 */
public record AnomalyFinding(ListingAnomaly anomaly, String description) {

  /** As people read it. */
  @Override
  public String toString() {
    return anomaly.label() + ": " + description;
  }
}
