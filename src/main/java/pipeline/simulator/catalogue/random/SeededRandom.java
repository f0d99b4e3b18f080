package pipeline.simulator.catalogue.random;

import java.util.List;

/** A sequence of draws that follows from a seed, an aspect and a subject. */
public final class SeededRandom {
  private long state;

  public SeededRandom(long seed, RandomStream aspect, long subject) {
    state = KeyedHash.hash(seed, aspect, subject);
  }

  public long nextLong() {
    state += 0x9E3779B97F4A7C15L;
    return KeyedHash.scramble(state);
  }

  public int nextBelow(int bound) {
    return (int) Math.floorMod(nextLong(), (long) bound);
  }

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
