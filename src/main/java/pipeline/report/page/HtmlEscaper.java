package pipeline.report.page;

/** Escapes text from Spotify for HTML. */
final class HtmlEscaper {
  /** Maximum length of a truncated text in code points, which limits the size of the page. */
  private static final int MAX_LENGTH = 160;

  private HtmlEscaper() {}

  /**
   * Returns text that is safe as the content of an element and in an attribute in double quotes.
   */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(point -> append(escaped, point));
    return escaped.toString();
  }

  private static void append(StringBuilder escaped, int point) {
    switch (point) {
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case '&' -> escaped.append("&amp;");
      case '"' -> escaped.append("&quot;");
      case '\'' -> escaped.append("&#39;");
      default -> escaped.appendCodePoint(isForbidden(point) ? '\uFFFD' : point);
    }
  }

  /**
   * Returns whether the code point is an unpaired surrogate, a non-character, or a control
   * character other than a newline or a tab. HTML forbids most of them.
   */
  private static boolean isForbidden(int point) {
    boolean isControl = Character.isISOControl(point) && point != '\n' && point != '\t';
    boolean isSurrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    return isControl
        || isSurrogate
        || (point & 0xFFFE) == 0xFFFE
        || (point >= 0xFDD0 && point <= 0xFDEF);
  }

  /**
   * Returns an escaped, truncated name. A name that is written from right to left does not change
   * the direction of the text around it.
   */
  static String name(String name) {
    return "<bdi>" + escape(truncate(name)) + "</bdi>";
  }

  /** Returns a text of at most {@link #MAX_LENGTH} code points. */
  static String truncate(String text) {
    return text.codePointCount(0, text.length()) <= MAX_LENGTH
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MAX_LENGTH - 1)) + "…";
  }
}
