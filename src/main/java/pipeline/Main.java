package pipeline;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import pipeline.app.Application;
import pipeline.cli.console.StderrTerminal;
import pipeline.cli.console.StdoutTerminal;
import pipeline.cli.run.ProcessEnvironment;

/**
 * The entry point. It passes the environment of the process to {@link Application} and exits with
 * the exit code of the command.
 */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    // Numbers in messages have the same digits and decimal point in every locale.
    Locale.setDefault(Locale.ROOT);
    Map<String, String> environment = System.getenv();
    System.exit(
        Application.runWithSignalHandlers(
            args,
            new ProcessEnvironment(
                environment,
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                StderrTerminal.detect(environment),
                StdoutTerminal.detect(environment),
                Clock.systemUTC(),
                Path.of("").toAbsolutePath(),
                Map.of(
                    "the working folder", System.getProperty("user.dir"),
                    "the folder for temporary files", System.getProperty("java.io.tmpdir")))));
  }

  /**
   * Returns a stream that encodes text as UTF-8 in every locale, because results contain names in
   * any script.
   */
  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
