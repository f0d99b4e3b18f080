package pipeline.cli.option;

import java.time.LocalDate;
import pipeline.cli.result.UsageException;

/** Checks of option values. */
public final class OptionChecks {
  private OptionChecks() {}

  /** Checks that a number is not below a minimum. */
  public static void checkMinimum(String option, int number, int minimum) {
    if (number < minimum) {
      throw new UsageException(
          "%s is too small: %d; the minimum is %d, for example %s %d"
              .formatted(option, number, minimum, option, Math.max(minimum, 100)));
    }
  }

  /** Checks that a number is within bounds. The bounds themselves are allowed. */
  public static <T extends Comparable<T>> void checkRange(
      String option, T number, T minimum, T maximum) {
    if (number.compareTo(minimum) < 0 || number.compareTo(maximum) > 0) {
      throw new UsageException(
          "%s is out of range: %s; use a number from %s to %s"
              .formatted(option, number, minimum, maximum));
    }
  }

  /** Checks that the last date of a range is not before the first date. */
  public static void checkOrder(LocalDate from, LocalDate to) {
    if (from.isAfter(to)) {
      throw new UsageException(
          "reversed range: --from %s is after --to %s; write --from %s --to %s"
              .formatted(from, to, to, from));
    }
  }
}
