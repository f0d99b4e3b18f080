package pipeline.simulator.catalogue;

import pipeline.simulator.catalogue.random.SeededRandom;

/** How many tracks an album has: 1 to 120, many singles, a few very long ones, 16 on average. */
final class TrackCountSampler {
  static final int MOST = 120;

  private TrackCountSampler() {}

  static int pick(SeededRandom dice) {
    int roll = dice.below(100);
    if (roll < 28) {
      return dice.between(1, 3);
    }
    if (roll < 47) {
      return dice.between(4, 7);
    }
    if (roll < 83) {
      return dice.between(8, 20);
    }
    return roll < 93 ? dice.between(21, 50) : dice.between(51, MOST);
  }
}
