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
  boolean mayMatch(AlbumSlot slot, long mask) {
    return (days.get(slot.day(), this::maskDay)[slot.index()] & mask) == mask;
  }

  private long[] maskDay(int day) {
    long[] all = new long[AlbumSlot.SEARCHABLE];
    for (int index = 0; index < all.length; index++) {
      AlbumSlot slot = new AlbumSlot(day, index);
      all[index] = mask(Tokenizer.tokenize(releases.name(slot)));
      for (int performer : cast.artistsOn(slot)) {
        all[index] |= mask(Tokenizer.tokenize(performers.get(performer).name()));
      }
    }
    return all;
  }

  static long mask(List<String> words) {
    long mask = 0;
    for (String word : words) {
      mask |= bit(word.charAt(0));
    }
    return mask;
  }

  private static long bit(char initial) {
    if (initial >= 'a' && initial <= 'z') {
      return 1L << (initial - 'a');
    }
    // All other scripts share the bits that are left.
    return 1L << (26 + initial % 38);
  }
}
