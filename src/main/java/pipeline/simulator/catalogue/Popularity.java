package pipeline.simulator.catalogue;

import pipeline.simulator.catalogue.random.KeyedHash;
import pipeline.simulator.catalogue.random.RandomStream;

/** How popular an album is, from 0 to below 1; the first two of a day are no different. */
final class Popularity {
  private final long seed;

  Popularity(long seed) {
    this.seed = seed;
  }

  double score(AlbumSlot slot) {
    return (KeyedHash.hash(seed, RandomStream.POPULARITY, slot.number()) >>> 11) * 0x1.0p-53;
  }
}
