package pipeline.ratelimit;

/** Lengths drawn in text. */
final class TextBars {
  private TextBars() {}

  /** As long as its share of the most; never empty where there is something. */
  static String format(long count, long max, int width) {
    if (count == 0) {
      return "";
    }
    return "#".repeat((int) Math.max(1, Math.round((double) width * count / max))) + " ";
  }
}
