package pipeline.simulator.catalogue;

import pipeline.simulator.catalogue.random.SeededRandom;

/** How many tracks an album has: 1 to 120, many singles, a few very long ones, 16 on average. */
final class TrackCountSampler {
  static final int MAX = 120;

  private TrackCountSampler() {}

  static int pick(SeededRandom random) {
    int roll = random.nextBelow(100);
    if (roll < 28) {
      return random.nextBetween(1, 3);
    }
    if (roll < 47) {
      return random.nextBetween(4, 7);
    }
    if (roll < 83) {
      return random.nextBetween(8, 20);
    }
    return roll < 93 ? random.nextBetween(21, 50) : random.nextBetween(51, MAX);
  }
}
