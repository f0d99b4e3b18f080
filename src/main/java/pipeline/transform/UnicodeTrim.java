package pipeline.transform;

import org.jspecify.annotations.Nullable;

/** Text as it stands in clean tables. */
final class UnicodeTrim {
  private static final char NEXT_LINE = '\u0085';

  private UnicodeTrim() {}

  /** Without white space around it, in the sense of Unicode. */
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

  /** Java's own notion leaves out the spaces that forbid a line break. */
  private static boolean isSpace(char character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || character == NEXT_LINE;
  }
}
