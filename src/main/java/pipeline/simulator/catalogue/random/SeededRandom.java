package pipeline.simulator.catalogue.random;

import java.util.List;

/** A sequence of draws that follows from a seed, an aspect and a subject. */
public final class SeededRandom {
  private long state;

  public SeededRandom(long seed, RandomStream aspect, long subject) {
    state = KeyedHash.of(seed, aspect, subject);
  }

  public long next() {
    state += 0x9E3779B97F4A7C15L;
    return KeyedHash.scramble(state);
  }

  public int below(int bound) {
    return (int) Math.floorMod(next(), (long) bound);
  }

  public int between(int low, int high) {
    return low + below(high - low + 1);
  }

  public boolean chance(int perThousand) {
    return below(1000) < perThousand;
  }

  public <T> T pick(List<T> choices) {
    return choices.get(below(choices.size()));
  }
}
