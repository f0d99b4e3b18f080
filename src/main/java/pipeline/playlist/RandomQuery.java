package pipeline.playlist;

import java.util.random.RandomGenerator;

/** Strings to search for, which are beginnings of words: the shorter, the more they find. */
final class RandomQuery {
  private static final String CONSONANTS = "bcdfghjklmnprstvwz";
  private static final String VOWELS = "aeiou";

  private RandomQuery() {}

  /** Letters that can be spoken: 1 to 3 of them. */
  static String of(int length, RandomGenerator dice) {
    StringBuilder word = new StringBuilder();
    for (int place = 0; place < length; place++) {
      word.append(letter(place % 2 == 0 ? CONSONANTS : VOWELS, dice));
    }
    return word.toString();
  }

  private static char letter(String letters, RandomGenerator dice) {
    return letters.charAt(dice.nextInt(letters.length()));
  }
}
