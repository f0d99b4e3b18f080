package pipeline.cli.option;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import pipeline.cli.result.UsageException;

/** The options that select one partition or the partitions of a range. */
public final class DateRangeOptions {
  @Option(
      names = "--date",
      order = 1,
      paramLabel = "<YYYY-MM-DD>",
      description = "Date of the partition, in UTC; today or earlier.")
  private @Nullable LocalDate date;

  @Option(
      names = "--from",
      order = 2,
      paramLabel = "<YYYY-MM-DD>",
      description = "First date of a range, in UTC. Cannot be combined with --date.")
  private @Nullable LocalDate from;

  @Option(
      names = "--to",
      order = 3,
      paramLabel = "<YYYY-MM-DD>",
      description = "Last date of the range. Default: today.")
  private @Nullable LocalDate to;

  /**
   * Returns the text for the result line: the date, or the range as {@code from/to}. Without {@code
   * --date}, returns null if {@code --from} or {@code --to} is missing.
   */
  @Nullable
  public String dateText() {
    if (date != null) {
      return date.toString();
    }
    return from == null || to == null ? null : from + "/" + to;
  }

  public boolean isSingleDate() {
    return date != null;
  }

  /**
   * Returns the first date. Must be called after the command line has been parsed.
   *
   * @throws UsageException if the options select neither one date nor one valid range
   */
  public LocalDate first() {
    LocalDate first = date != null ? date : from;
    if (first == null || (date != null && (from != null || to != null))) {
      throw new UsageException(
          "give either --date or --from, for example --date 2024-01-31 or --from 2024-01-01 --to"
              + " 2024-01-31");
    }
    if (to != null) {
      OptionChecks.checkOrder(first, to);
    }
    return first;
  }

  /**
   * Returns the last date. This is {@link #first} for a single date, and {@code today} for a range
   * without {@code --to}.
   */
  public LocalDate last(LocalDate today) {
    return date != null ? date : to != null ? to : today;
  }
}
