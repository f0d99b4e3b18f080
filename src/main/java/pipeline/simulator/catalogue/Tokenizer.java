package pipeline.simulator.catalogue;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Splits a text into the words that a search compares. The words are in lower case and without
 * accents.
 */
final class Tokenizer {
  private static final Pattern SEPARATOR = Pattern.compile("[^\\p{L}\\p{M}\\p{N}\\p{So}]+");
  private static final Pattern ACCENTS = Pattern.compile("[\\u0300-\\u036f]");

  private Tokenizer() {}

  static List<String> tokenize(String text) {
    String plain = normalize(text);
    return SEPARATOR.splitAsStream(plain).filter(word -> !word.isEmpty()).toList();
  }

  private static String normalize(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.chars().allMatch(c -> c < 128)) {
      return lower;
    }
    return ACCENTS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD)).replaceAll("");
  }

  /** Returns whether each prefix is the beginning of at least one token. */
  static boolean isMatch(List<String> prefixes, List<String> tokens) {
    return prefixes.stream()
        .allMatch(prefix -> tokens.stream().anyMatch(token -> token.startsWith(prefix)));
  }
}
