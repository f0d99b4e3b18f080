package pipeline.simulator.catalogue.random;

/**
 * The independent streams of random numbers, one stream for each purpose. If the salt of a stream
 * changes, the catalogues of all seeds change.
 */
public enum RandomStream {
  ID_CHECK(1),
  ID_MASK(2),
  POPULARITY(3),
  UNCHANGED(4),
  SHUFFLE(5),
  PERMUTATION(6),
  GUESTS(7),
  OVERFLOW(8),
  ARTIST(9),
  ALBUM(10),
  TRACKS(11),
  NOTICES(12);

  private final long salt;

  RandomStream(long salt) {
    this.salt = salt;
  }

  long salt() {
    return salt;
  }
}
