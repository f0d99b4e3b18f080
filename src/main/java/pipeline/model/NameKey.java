package pipeline.model;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A form of a name for comparisons: in lower case, without accents, punctuation, spaces or a
 * leading "The". Two keys are equal if most people would consider the names the same.
 *
 * @param text letters and digits; if the name has none, the normalized name with its punctuation
 */
public record NameKey(String text) {
  private static final Pattern ACCENTS = Pattern.compile("[\\u0300-\\u036f]");
  private static final Pattern ARTICLE = Pattern.compile("^the\\s+(?=\\S)");
  private static final Pattern PUNCTUATION = Pattern.compile("[\\p{P}\\p{S}\\p{C}\\p{Z}\\s]+");

  /**
   * Replacements for letters that Unicode does not decompose into a letter and an accent, and for
   * "&".
   */
  private static final Map<String, String> PLAIN =
      Map.of(
          "ø", "o", "ł", "l", "đ", "d", "ð", "d", "ı", "i", "æ", "ae", "œ", "oe", "þ", "th", "&",
          "and");

  public static NameKey of(String name) {
    String text = Normalizer.normalize(name, Normalizer.Form.NFKD);
    text = ACCENTS.matcher(text).replaceAll("");
    // Convert to upper case first, because only then "ß" becomes "ss".
    text = text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).strip();
    text = ACCENTS.matcher(text).replaceAll("");
    for (Map.Entry<String, String> letter : PLAIN.entrySet()) {
      text = text.replace(letter.getKey(), letter.getValue());
    }
    String key = PUNCTUATION.matcher(ARTICLE.matcher(text).replaceAll("")).replaceAll("");
    return new NameKey(key.isEmpty() ? text : key);
  }

  /** Returns whether this key's text contains the other key's text. */
  public boolean contains(NameKey other) {
    return text.contains(other.text);
  }
}
