package pipeline.simulator.catalogue;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A text as search sees it: small letters and digits without accents, split into words. */
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

  /** Whether each wanted word begins one of the given. */
  static boolean isMatch(List<String> prefixes, List<String> tokens) {
    return prefixes.stream()
        .allMatch(token -> tokens.stream().anyMatch(word -> word.startsWith(token)));
  }
}
