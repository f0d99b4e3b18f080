package pipeline.doctor;

import java.util.Optional;
import java.util.function.Supplier;
import pipeline.lake.Lake;
import pipeline.tables.stage.DataMode;

/**
 * Whether the lake is for the Spotify that would be asked: simulated or real.
 *
 * @param place of that Spotify
 */
public record DataModeCheck(Supplier<Lake> lake, Supplier<DataMode> place) implements HealthCheck {
  @Override
  public CheckResult look() {
    DataMode asked = place.get();
    Optional<DataMode> kind = DataMode.find(lake.get().store());
    if (kind.isEmpty()) {
      return CheckResult.ok("empty: the first run makes it " + asked.label());
    }
    if (kind.get() == asked) {
      return CheckResult.ok(asked.label());
    }
    return CheckResult.fail(
        "the lake is %s, and the Spotify that would be asked is %s"
            .formatted(kind.get().label(), asked.label()),
        asked == DataMode.SIMULATED
            ? "Set LAKE (or --lake) to another place, or leave out --simulate and SIMULATE."
            : "Set LAKE (or --lake) to another place, or add --simulate.");
  }
}
