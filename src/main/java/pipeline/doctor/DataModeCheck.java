package pipeline.doctor;

import java.util.Optional;
import java.util.function.Supplier;
import pipeline.lake.Lake;
import pipeline.tables.stage.DataMode;

/**
 * Whether the lake is for the Spotify that would be asked: simulated or real.
 *
 * @param requestedMode of that Spotify
 */
public record DataModeCheck(Supplier<Lake> lake, Supplier<DataMode> requestedMode)
    implements HealthCheck {
  @Override
  public CheckResult check() {
    DataMode requested = requestedMode.get();
    Optional<DataMode> actual = DataMode.find(lake.get().store());
    if (actual.isEmpty()) {
      return CheckResult.ok("empty: the first run makes it " + requested.label());
    }
    if (actual.get() == requested) {
      return CheckResult.ok(requested.label());
    }
    return CheckResult.fail(
        "the lake is %s, and the Spotify that would be asked is %s"
            .formatted(actual.get().label(), requested.label()),
        requested == DataMode.SIMULATED
            ? "Set LAKE (or --lake) to another place, or leave out --simulate and SIMULATE."
            : "Set LAKE (or --lake) to another place, or add --simulate.");
  }
}
