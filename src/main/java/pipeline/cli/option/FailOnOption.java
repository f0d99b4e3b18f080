package pipeline.cli.option;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;
import pipeline.audit.ListingAnomaly;

/** Which audits against other dates are fatal. */
public final class FailOnOption {
  /** The doubts as they are typed, and all of them. */
  public enum AnomalyChoice {
    STALE,
    SHRUNKEN,
    GAP,
    ANY;

    private Set<ListingAnomaly> anomalies() {
      return switch (this) {
        case STALE -> EnumSet.of(ListingAnomaly.STALE);
        case SHRUNKEN -> EnumSet.of(ListingAnomaly.SHRUNKEN);
        case GAP -> EnumSet.of(ListingAnomaly.GAP);
        case ANY -> EnumSet.allOf(ListingAnomaly.class);
      };
    }
  }

  @Option(
      names = "--fail-on",
      order = 2,
      split = ",",
      paramLabel = "<doubt>",
      description =
          "Fail with exit code 65 and publish nothing if, compared with the previous 14 dates, the"
              + " listing is stale, shrunken or follows a gap. Separate values with commas; any"
              + " selects all three. Default: log a warning.")
  List<AnomalyChoice> failOn = List.of();

  public Set<ListingAnomaly> anomalies() {
    Set<ListingAnomaly> anomalies = EnumSet.noneOf(ListingAnomaly.class);
    failOn.forEach(option -> anomalies.addAll(option.anomalies()));
    return anomalies;
  }
}
