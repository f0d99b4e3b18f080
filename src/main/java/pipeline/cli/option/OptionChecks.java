package pipeline.cli.option;

import pipeline.cli.result.UsageException;

/** Checks of numbers that were typed. */
public final class OptionChecks {
  private OptionChecks() {}

  public static int atLeast(int least, int number, String option) {
    if (number < least) {
      throw new UsageException(
          "%s is %d, but must be %d or more: for example %s %d"
              .formatted(option, number, least, option, Math.max(least, 100)));
    }
    return number;
  }
}
