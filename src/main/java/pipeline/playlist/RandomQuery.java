package pipeline.playlist;

import java.util.random.RandomGenerator;

/** Strings to search for, which are beginnings of words: the shorter, the more they find. */
final class RandomQuery {
  private static final String CONSONANTS = "bcdfghjklmnprstvwz";
  private static final String VOWELS = "aeiou";

  private RandomQuery() {}

  /** Letters that can be spoken: 1 to 3 of them. */
  static String create(int length, RandomGenerator random) {
    StringBuilder word = new StringBuilder();
    for (int index = 0; index < length; index++) {
      word.append(letter(index % 2 == 0 ? CONSONANTS : VOWELS, random));
    }
    return word.toString();
  }

  private static char letter(String letters, RandomGenerator random) {
    return letters.charAt(random.nextInt(letters.length()));
  }
}
