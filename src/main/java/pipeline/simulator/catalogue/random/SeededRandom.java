package pipeline.simulator.catalogue.random;

import java.util.List;

/**
 * A sequence of random numbers. It depends only on a seed, a stream and a subject, such as the
 * number of an album.
 */
public final class SeededRandom {
  private long state;

  public SeededRandom(long seed, RandomStream stream, long subject) {
    state = KeyedHash.hash(seed, stream, subject);
  }

  public long nextLong() {
    state += 0x9E3779B97F4A7C15L;
    return KeyedHash.scramble(state);
  }

  public int nextBelow(int bound) {
    return (int) Math.floorMod(nextLong(), (long) bound);
  }

  /** Returns a random number from low to high, both inclusive. */
  public int nextBetween(int low, int high) {
    return low + nextBelow(high - low + 1);
  }

  public boolean chance(int perThousand) {
    return nextBelow(1000) < perThousand;
  }

  public <T> T pick(List<T> choices) {
    return choices.get(nextBelow(choices.size()));
  }
}
