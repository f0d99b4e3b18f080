package pipeline.simulator.catalogue.random;

/**
 * Permutations of the numbers below a prime number, one permutation for each round. In a round, the
 * permutation assigns one artist to each album in a group of consecutive albums. Its inverse gives
 * the artist's album in this group, without a search.
 */
public final class CyclicPermutation {
  private final long seed;
  private final int prime;
  private final int[] inverses;

  public CyclicPermutation(long seed, int prime) {
    this.seed = seed;
    this.prime = prime;
    inverses = inverses(prime);
  }

  public int permute(int round, int position) {
    return (int) ((factor(round) * position + offset(round)) % prime);
  }

  public int invert(int round, int value) {
    long distance = Math.floorMod(value - offset(round), (long) prime);
    return (int) (distance * inverses[(int) factor(round)] % prime);
  }

  private long factor(int round) {
    return 1
        + Math.floorMod(KeyedHash.hash(seed, RandomStream.PERMUTATION, 2L * round), prime - 1L);
  }

  private long offset(int round) {
    return Math.floorMod(
        KeyedHash.hash(seed, RandomStream.PERMUTATION, 2L * round + 1), (long) prime);
  }

  /**
   * Returns the modular inverses of the numbers below the prime number. The inverse of i is
   * computed from the inverse of {@code prime % i}, which is a smaller number.
   */
  private static int[] inverses(int prime) {
    int[] inverses = new int[prime];
    inverses[1] = 1;
    for (int i = 2; i < prime; i++) {
      inverses[i] = (int) ((long) (prime - prime / i) * inverses[prime % i] % prime);
    }
    return inverses;
  }
}
