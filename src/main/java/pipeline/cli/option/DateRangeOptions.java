package pipeline.cli.option;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import pipeline.cli.result.UsageException;

/** One partition, or those of a span. */
public final class DateRangeOptions {
  @Option(
      names = "--date",
      order = 1,
      paramLabel = "<YYYY-MM-DD>",
      description = "Date of the partition, in UTC. At most today.")
  private @Nullable LocalDate date;

  @Option(
      names = "--from",
      order = 2,
      paramLabel = "<YYYY-MM-DD>",
      description = "First date of a range, instead of --date.")
  private @Nullable LocalDate from;

  @Option(
      names = "--to",
      order = 3,
      paramLabel = "<YYYY-MM-DD>",
      description = "Last date of the range. Default: today.")
  private @Nullable LocalDate to;

  /** As the result tells it; null where the command line was refused before it was read. */
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

  /** The first date, once the command line was accepted. */
  public LocalDate first() {
    if (date != null ? from != null || to != null : from == null) {
      throw new UsageException(
          "give either --date or --from: for example --date 2024-01-31, or --from 2024-01-01 --to"
              + " 2024-01-31");
    }
    return date != null ? date : requireBefore(from, to);
  }

  /** The last date; the same where there is one. */
  public LocalDate last(LocalDate today) {
    return date != null ? date : to != null ? to : today;
  }

  private static LocalDate requireBefore(@Nullable LocalDate from, @Nullable LocalDate to) {
    if (from == null || (to != null && from.isAfter(to))) {
      throw new UsageException(
          "--from %s is after --to %s: write the older date first, for example --from %s --to %s"
              .formatted(from, to, to, from));
    }
    return from;
  }
}
