package pipeline.extract;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.api.StateStore;
import pipeline.tables.stage.ListingSource;

/**
 * The market of a lake's listings. Listings of different markets differ in albums and release
 * dates, so all dates of a lake should have the same market.
 *
 * @param market the country code of the searches; null for none
 */
record ListingMarket(StateStore stateStore, @Nullable String market) {

  /** Returns the country code that a listing from this source was requested with; null for none. */
  @Nullable String usedBy(ListingSource source) {
    return source.hasMarket() ? market : null;
  }

  /**
   * Stores the market of a published listing. Returns a warning if earlier listings had another
   * market, or if the source of this listing has no market although one is configured.
   */
  Optional<String> remember(ListingSource source) {
    if (!source.hasMarket()) {
      return Optional.ofNullable(market)
          .map(
              ("market not used: %s (the source new-releases has no market); use --source search,"
                      + " or turn the market off with --market none")
                  ::formatted);
    }
    String current = Objects.requireNonNullElse(market, StateStore.NO_MARKET);
    String earlier =
        stateStore.find(StateStore.MARKET).filter(stored -> !stored.isBlank()).orElse("");
    if (earlier.equals(current)) {
      return Optional.empty();
    }
    stateStore.write(StateStore.MARKET, current);
    return earlier.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ("market changed since the previous listing of this lake: %s to %s (albums and release"
                    + " dates differ by market); to return, use --market %s")
                .formatted(earlier, current, earlier));
  }
}
