package pipeline.transform;

import org.jspecify.annotations.Nullable;

/** A function that strips white space from the texts of clean tables. */
final class UnicodeTrim {
  private static final char NEXT_LINE = '\u0085';

  private UnicodeTrim() {}

  /** Returns the text without leading and trailing Unicode white space, or null for null. */
  static @Nullable String strip(@Nullable String text) {
    if (text == null) {
      return null;
    }
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /**
   * Returns whether a character is white space in Java or in Unicode. The latter includes no-break
   * spaces, which {@link Character#isWhitespace(char)} excludes.
   */
  private static boolean isSpace(char character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || character == NEXT_LINE;
  }
}
