package pipeline.cli.option;

import pipeline.cli.result.UsageException;

/** Checks of numbers that were typed. */
public final class OptionChecks {
  private OptionChecks() {}

  public static int requireAtLeast(int minimum, int number, String option) {
    if (number < minimum) {
      throw new UsageException(
          "%s is too small: %d; the minimum is %d, for example %s %d"
              .formatted(option, number, minimum, option, Math.max(minimum, 100)));
    }
    return number;
  }
}
