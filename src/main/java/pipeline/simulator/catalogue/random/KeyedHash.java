package pipeline.simulator.catalogue.random;

/** A keyed hash of 64 bits: the same arguments give the same number on every machine. */
public final class KeyedHash {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private KeyedHash() {}

  public static long hash(long seed, RandomStream stream, long subject) {
    return scramble(scramble(seed + GOLDEN * stream.salt()) ^ scramble(subject + GOLDEN));
  }

  public static long scramble(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
