package pipeline.cli;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The partition that a command is about. */
final class DateOption {
  @Option(
      names = "--date",
      order = 1,
      required = true,
      paramLabel = "<YYYY-MM-DD>",
      description = "The partition: a UTC date, today at the latest.")
  private @Nullable LocalDate date;

  /** Once the command line was accepted. */
  LocalDate date() {
    return Objects.requireNonNull(date, "--date");
  }

  /** Null where the command line was refused before it was read. */
  @Nullable String text() {
    return date == null ? null : date.toString();
  }
}
