package pipeline.output;

import java.util.Locale;

/** Formats a number with its noun. */
public final class Quantity {
  private Quantity() {}

  /** Returns a number and a noun whose plural ends in s: {@code 1 date}, {@code 2,000 dates}. */
  public static String format(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }
}
