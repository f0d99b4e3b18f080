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
          "Fail with exit code 65 and publish nothing if, compared with the previous 14 dates, the"
              + " listing is stale, is shrunken or follows a gap. Separate values with commas; any"
              + " selects all three. Default: log a warning.")
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
