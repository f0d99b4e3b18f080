package pipeline.simulator.api;

import org.jspecify.annotations.Nullable;

/** The availability of a track in a market. */
enum TrackAvailability {
  /** The requested track is available, or no market was requested. */
  AVAILABLE,
  /** Another release of the track replaces the requested one. */
  RELINKED,
  /** The track cannot be played. */
  RESTRICTED;

  /**
   * Returns the availability. The same arguments always give the same result. In each market, 3 %
   * of the tracks are relinked and 2 % are restricted.
   *
   * @param market the requested market, or null
   */
  static TrackAvailability find(String trackId, @Nullable String market) {
    int roll = market == null ? 100 : Math.floorMod((trackId + market).hashCode(), 100);
    return roll < 3 ? RELINKED : roll < 5 ? RESTRICTED : AVAILABLE;
  }
}
