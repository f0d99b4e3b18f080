package pipeline.cli.console;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** Something that was logged. */
record LogEvent(
    Instant time,
    Level level,
    String logger,
    String thread,
    String message,
    @Nullable Throwable thrown) {

  /** The stack trace; empty where nothing was thrown. */
  String trace() {
    if (thrown == null) {
      return "";
    }
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return trace.toString().stripTrailing();
  }
}
