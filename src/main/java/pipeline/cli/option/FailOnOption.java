package pipeline.cli.option;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;
import pipeline.audit.ListingAnomaly;

/** The option {@code --fail-on}, which makes anomalies of the listing fatal. */
public final class FailOnOption {
  /** The values of the option. */
  public enum AnomalyChoice {
    STALE,
    SHRUNKEN,
    GAP,
    ANY
  }

  @Option(
      names = "--fail-on",
      order = 2,
      split = ",",
      paramLabel = "<anomaly>",
      description =
          "Anomalies of the listing that fail the run with exit code 65 before the star schema is"
              + " published. stale: the same albums for a week. shrunken: less than half of the"
              + " usual number of albums. gap: of the 14 dates before this listing, one has a"
              + " listing and a later one has none. any: all three. Separate values with commas."
              + " Default: none; an anomaly is only logged.")
  List<AnomalyChoice> failOn = List.of();

  public Set<ListingAnomaly> anomalies() {
    Set<ListingAnomaly> anomalies = EnumSet.noneOf(ListingAnomaly.class);
    for (AnomalyChoice choice : failOn) {
      anomalies.addAll(
          choice == AnomalyChoice.ANY
              ? EnumSet.allOf(ListingAnomaly.class)
              : EnumSet.of(ListingAnomaly.valueOf(choice.name())));
    }
    return anomalies;
  }
}
