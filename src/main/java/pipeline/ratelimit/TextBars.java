package pipeline.ratelimit;

/** Bars as text. */
final class TextBars {
  private TextBars() {}

  /** Returns a bar that is proportional to the largest value; never empty for a value above 0. */
  static String format(long count, long max, int width) {
    if (count == 0) {
      return "";
    }
    return "#".repeat((int) Math.max(1, Math.round((double) width * count / max))) + " ";
  }
}
