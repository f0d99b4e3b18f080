package pipeline.simulator.catalogue;

import java.util.List;

/**
 * Which letters and digits begin a word of an album's name or of its artists', as bits. A year has
 * 36,500 albums: this keeps a search by letters from making all their names again for each query.
 */
final class Initials {
  private final Releases releases;
  private final Cast cast;
  private final Performers performers;
  private final Lru<Integer, long[]> days = new Lru<>(1500);

  Initials(Releases releases, Cast cast, Performers performers) {
    this.releases = releases;
    this.cast = cast;
    this.performers = performers;
  }

  /** Whether each word may begin a word of the names; false is certain, true is not. */
  boolean mayMatch(Slot slot, long wanted) {
    return (days.get(slot.day(), this::ofDay)[slot.index()] & wanted) == wanted;
  }

  private long[] ofDay(int day) {
    long[] all = new long[Slot.SEARCHABLE];
    for (int index = 0; index < all.length; index++) {
      Slot slot = new Slot(day, index);
      all[index] = bits(Words.of(releases.name(slot)));
      for (int performer : cast.of(slot)) {
        all[index] |= bits(Words.of(performers.get(performer).name()));
      }
    }
    return all;
  }

  static long bits(List<String> words) {
    long bits = 0;
    for (String word : words) {
      bits |= bit(word.charAt(0));
    }
    return bits;
  }

  private static long bit(char initial) {
    if (initial >= 'a' && initial <= 'z') {
      return 1L << (initial - 'a');
    }
    // All other scripts share the bits that are left.
    return 1L << (26 + initial % 38);
  }
}
