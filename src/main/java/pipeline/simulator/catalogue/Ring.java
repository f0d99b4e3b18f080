package pipeline.simulator.catalogue;

/**
 * A permutation of 0 to a prime, another one for each round, that can be run backwards: how artists
 * are dealt to albums, so that an artist's albums can be found without looking at all albums.
 */
final class Ring {
  private final long seed;
  private final int prime;

  Ring(long seed, int prime) {
    this.seed = seed;
    this.prime = prime;
  }

  int deal(int round, int place) {
    return (int) ((factor(round) * place + offset(round)) % prime);
  }

  int placeOf(int round, int dealt) {
    long distance = Math.floorMod(dealt - offset(round), (long) prime);
    return (int) (distance * inverse(factor(round)) % prime);
  }

  private long factor(int round) {
    return 1 + Math.floorMod(Mix.of(seed, Aspect.CAST, 2L * round), prime - 1L);
  }

  private long offset(int round) {
    return Math.floorMod(Mix.of(seed, Aspect.CAST, 2L * round + 1), (long) prime);
  }

  /** By Fermat: factor^(prime-2). */
  private long inverse(long factor) {
    long result = 1;
    long square = factor;
    for (int exponent = prime - 2; exponent > 0; exponent >>= 1) {
      if ((exponent & 1) == 1) {
        result = result * square % prime;
      }
      square = square * square % prime;
    }
    return result;
  }
}
