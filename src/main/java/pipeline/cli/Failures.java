package pipeline.cli;

import pipeline.cli.settings.ConfigurationException;

/** What the parts throw becomes an exit code and a message: here and nowhere else. */
final class Failures {
  private Failures() {}

  static Failure of(Throwable thrown) {
    if (thrown instanceof UsageException usage) {
      return new Failure(ExitCode.USAGE, message(usage));
    }
    if (thrown instanceof ConfigurationException configuration) {
      return new Failure(ExitCode.CONFIGURATION, message(configuration));
    }
    if (thrown instanceof CommandFailure known) {
      return known.failure();
    }
    return new Failure(
        ExitCode.BUG,
        "This is a bug of the pipeline; please report it with the stack trace: " + thrown);
  }

  private static String message(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? thrown.toString() : message;
  }
}
