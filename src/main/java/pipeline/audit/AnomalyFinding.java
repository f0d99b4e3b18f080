package pipeline.audit;

/**
 * An anomaly of a date's listing.
 *
 * @param description details with dates and numbers
 */
public record AnomalyFinding(ListingAnomaly anomaly, String description) {

  /** Returns the text of the warning. */
  @Override
  public String toString() {
    return anomaly.label() + ": " + description;
  }
}
