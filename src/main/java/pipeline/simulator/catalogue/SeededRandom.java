package pipeline.simulator.catalogue;

import java.util.List;

/** A sequence of draws that follows from a seed, an aspect and a subject. */
final class SeededRandom {
  private long state;

  SeededRandom(long seed, RandomStream aspect, long subject) {
    state = KeyedHash.of(seed, aspect, subject);
  }

  long next() {
    state += 0x9E3779B97F4A7C15L;
    return KeyedHash.scramble(state);
  }

  int below(int bound) {
    return (int) Math.floorMod(next(), (long) bound);
  }

  int between(int low, int high) {
    return low + below(high - low + 1);
  }

  boolean chance(int perThousand) {
    return below(1000) < perThousand;
  }

  <T> T pick(List<T> choices) {
    return choices.get(below(choices.size()));
  }
}
