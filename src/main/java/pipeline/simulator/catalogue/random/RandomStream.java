package pipeline.simulator.catalogue.random;

/**
 * What a number is drawn for, so that one draw says nothing about another. The salts are part of
 * what a seed means: changing one changes every simulated world.
 */
public enum RandomStream {
  ID_CHECK(1),
  ID_MASK(2),
  POPULARITY(3),
  UNCHANGED(4),
  SHUFFLE(5),
  CAST(6),
  GUESTS(7),
  OVERFLOW(8),
  PERFORMER(9),
  RELEASE(10),
  RECORDINGS(11);

  private final long salt;

  RandomStream(long salt) {
    this.salt = salt;
  }

  long salt() {
    return salt;
  }
}
