package pipeline.report.page;

/** Text that others wrote, made harmless for a page. */
final class HtmlEscaper {
  /** Names longer than this are cut: nobody reads on, and the page has a size. */
  private static final int MAX_LENGTH = 160;

  private HtmlEscaper() {}

  /** For the content of an element and for an attribute in double quotes. */
  static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(point -> append(safe, point));
    return safe.toString();
  }

  private static void append(StringBuilder safe, int point) {
    switch (point) {
      case '<' -> safe.append("&lt;");
      case '>' -> safe.append("&gt;");
      case '&' -> safe.append("&amp;");
      case '"' -> safe.append("&quot;");
      case '\'' -> safe.append("&#39;");
      default -> safe.appendCodePoint(isForbidden(point) ? '\uFFFD' : point);
    }
  }

  /** What HTML forbids, NUL among it: control characters, halves of pairs, and non-characters. */
  private static boolean isForbidden(int point) {
    boolean control = Character.isISOControl(point) && point != '\n' && point != '\t';
    boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    return control || half || (point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF);
  }

  /** A name, which may be of any script and direction, and is cut where it is very long. */
  static String name(String name) {
    return "<bdi>" + escape(truncate(name)) + "</bdi>";
  }

  /** Of at most {@link #MAX_LENGTH} code points. */
  static String truncate(String text) {
    return text.codePointCount(0, text.length()) <= MAX_LENGTH
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MAX_LENGTH - 1)) + "…";
  }
}
