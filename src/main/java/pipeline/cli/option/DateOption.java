package pipeline.cli.option;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The partition that a command is about. */
public final class DateOption {
  @Option(
      names = "--date",
      order = 1,
      required = true,
      paramLabel = "<YYYY-MM-DD>",
      description = "Date of the partition, in UTC. At most today.")
  private @Nullable LocalDate date;

  /** Once the command line was accepted. */
  public LocalDate date() {
    return Objects.requireNonNull(date, "--date");
  }

  /** Null where the command line was refused before it was read. */
  @Nullable
  public String dateText() {
    return date == null ? null : date.toString();
  }
}
