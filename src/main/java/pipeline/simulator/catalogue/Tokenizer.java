package pipeline.simulator.catalogue;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A text as search sees it: small letters and digits without accents, split into words. */
final class Tokenizer {
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{M}\\p{N}\\p{So}]+");
  private static final Pattern ACCENTS = Pattern.compile("[\\u0300-\\u036f]");

  private Tokenizer() {}

  static List<String> of(String text) {
    String plain = plain(text);
    return BETWEEN.splitAsStream(plain).filter(word -> !word.isEmpty()).toList();
  }

  private static String plain(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.chars().allMatch(c -> c < 128)) {
      return lower;
    }
    return ACCENTS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD)).replaceAll("");
  }

  /** Whether each wanted word begins one of the given. */
  static boolean match(List<String> wanted, List<String> given) {
    return wanted.stream().allMatch(want -> given.stream().anyMatch(word -> word.startsWith(want)));
  }
}
