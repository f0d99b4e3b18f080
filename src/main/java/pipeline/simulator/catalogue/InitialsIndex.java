package pipeline.simulator.catalogue;

import java.util.List;

/**
 * Which letters and digits begin a word of an album's name or of its artists', as bits. A year has
 * 36,500 albums: this keeps a search by letters from making all their names again for each query.
 */
final class InitialsIndex {
  private final AlbumGenerator releases;
  private final ArtistAssignment cast;
  private final ArtistPool performers;
  private final LruCache<Integer, long[]> days = new LruCache<>(1500);

  InitialsIndex(AlbumGenerator releases, ArtistAssignment cast, ArtistPool performers) {
    this.releases = releases;
    this.cast = cast;
    this.performers = performers;
  }

  /** Whether each word may begin a word of the names; false is certain, true is not. */
  boolean mayMatch(AlbumSlot slot, long wanted) {
    return (days.get(slot.day(), this::ofDay)[slot.index()] & wanted) == wanted;
  }

  private long[] ofDay(int day) {
    long[] all = new long[AlbumSlot.SEARCHABLE];
    for (int index = 0; index < all.length; index++) {
      AlbumSlot slot = new AlbumSlot(day, index);
      all[index] = bits(Tokenizer.of(releases.name(slot)));
      for (int performer : cast.of(slot)) {
        all[index] |= bits(Tokenizer.of(performers.get(performer).name()));
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
