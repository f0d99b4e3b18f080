package pipeline.simulator.catalogue;

import java.util.ArrayList;
import java.util.List;

/**
 * An index of the words in the names of albums and of their artists. For each album, a bit mask
 * stores the first letters of these words. A year has 36,500 searchable albums. The masks exclude
 * most of these albums from a search, so that their names need not be generated again.
 */
final class WordIndex {
  private final AlbumGenerator albums;
  private final ArtistAssignment assignment;
  private final ArtistPool artists;
  private final LruCache<Integer, long[]> days = new LruCache<>(1500);

  WordIndex(AlbumGenerator albums, ArtistAssignment assignment, ArtistPool artists) {
    this.albums = albums;
    this.assignment = assignment;
    this.artists = artists;
  }

  /**
   * Returns whether each word of the query is the beginning of a word in the name of the album or
   * of one of its artists. For words from the filter {@code album}, only the name of the album
   * counts.
   */
  boolean isMatch(SearchQuery query, AlbumSlot slot) {
    if (query.words().isEmpty() && query.titleWords().isEmpty()) {
      return true;
    }
    long required = initials(query.words()) | initials(query.titleWords());
    if ((days.get(slot.day(), this::initialsOfDay)[slot.index()] & required) != required) {
      return false;
    }
    return Tokenizer.isMatch(query.titleWords(), Tokenizer.tokenize(albums.name(slot)))
        && Tokenizer.isMatch(query.words(), allWords(slot));
  }

  private List<String> allWords(AlbumSlot slot) {
    List<String> words = new ArrayList<>(Tokenizer.tokenize(albums.name(slot)));
    for (int artist : assignment.artistsOn(slot)) {
      words.addAll(Tokenizer.tokenize(artists.get(artist).name()));
    }
    return words;
  }

  private long[] initialsOfDay(int day) {
    long[] masks = new long[AlbumSlot.SEARCHABLE];
    for (int index = 0; index < masks.length; index++) {
      masks[index] = initials(allWords(new AlbumSlot(day, index)));
    }
    return masks;
  }

  private static long initials(List<String> words) {
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
    // Digits and the letters of all other scripts share the remaining 38 bits.
    return 1L << (26 + initial % 38);
  }
}
