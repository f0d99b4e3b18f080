package pipeline.cli;

import java.time.LocalDate;
import picocli.CommandLine.Option;

final class DateOption {
  @Option(
      names = "--date",
      required = true,
      paramLabel = "<YYYY-MM-DD>",
      description = "The partition: a UTC date, today at the latest.")
  LocalDate date = LocalDate.EPOCH; // replaced always, for the option is required
}
