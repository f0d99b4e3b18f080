package pipeline.cli.option;

import java.util.Comparator;
import java.util.List;

/** Suggests the known name that is most similar to a misspelled name. */
public final class SpellingSuggestion {
  private static final int MAX_TYPOS = 4;

  private SpellingSuggestion() {}

  /** Returns a question such as "; did you mean load?", or an empty text if no name is similar. */
  public static String suggest(String typed, List<String> known) {
    String word = typed.split("=", 2)[0];
    return known.stream()
        .min(Comparator.comparingInt(name -> name.startsWith(word) ? 0 : editDistance(word, name)))
        .filter(name -> editDistance(word, name) <= MAX_TYPOS || name.startsWith(word))
        .map(name -> "; did you mean " + name + "?")
        .orElse("");
  }

  /** Returns the Levenshtein distance: the minimum number of letters to change, add or remove. */
  static int editDistance(String typed, String name) {
    int[] row = new int[name.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= typed.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (typed.charAt(i - 1) == name.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[name.length()];
  }
}
