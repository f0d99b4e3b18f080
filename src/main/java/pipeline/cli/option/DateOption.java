package pipeline.cli.option;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --date} of a command that processes one partition. */
public final class DateOption {
  @Option(
      names = "--date",
      order = 1,
      required = true,
      paramLabel = "<YYYY-MM-DD>",
      description = "Date of the partition, in UTC; today or earlier.")
  private @Nullable LocalDate date;

  /** Returns the date. Must be called after the command line has been parsed. */
  public LocalDate date() {
    return Objects.requireNonNull(date, "--date");
  }

  /**
   * Returns the date in ISO form; null if the command line was rejected before {@code --date} was
   * parsed.
   */
  @Nullable
  public String dateText() {
    return date == null ? null : date.toString();
  }
}
