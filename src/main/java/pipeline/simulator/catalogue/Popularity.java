package pipeline.simulator.catalogue;

/** How popular an album is, from 0 to below 1; the first two of a day are no different. */
final class Popularity {
  private final long seed;

  Popularity(long seed) {
    this.seed = seed;
  }

  double of(Slot slot) {
    return (Mix.of(seed, Aspect.POPULARITY, slot.number()) >>> 11) * 0x1.0p-53;
  }
}
