package pipeline.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;
import pipeline.cli.console.ProgressDisplay.ProgressMode;
import pipeline.testing.clock.FakeTime;

class ProgressDisplayTest {
  private static final String BAR_50 =
      "\u001b[?7ltracks [============>           ] 50/100 50% 12.5/s 4s\u001b[?7h";

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console = new Console(new PrintStream(err, true, StandardCharsets.UTF_8));
  private final FakeTime clock = new FakeTime();

  @Test
  void logLinesAppearAboveTheBar() {
    try (ProgressDisplay display = display(new StderrTerminal(true, true), ProgressMode.AUTO)) {
      ProgressTask tracks = display.start("tracks", 100);
      tracks.advance(20);
      tracks.advance(30);
      clock.advance(Duration.ofSeconds(4));
      display.draw();
      assertEquals(BAR_50, takeOutput());
      console.print("a line");
      assertEquals("\r\u001b[Ka line\n" + BAR_50, takeOutput());
      tracks.close();
      assertEquals("\r\u001b[K", takeOutput());
      console.print("a line");
      assertEquals("a line\n", takeOutput());
    }
  }

  @Test
  void progressIsLoggedWithoutATerminal() {
    startLog(Level.INFO, OutputFormat.TEXT);
    try (ProgressDisplay display = display(StderrTerminal.NONE, ProgressMode.AUTO)) {
      ProgressTask pages = display.start("pages", 0);
      pages.advance(3000);
      clock.advance(Duration.ofSeconds(10));
      display.draw();
      String line = takeOutput();
      assertTrue(line.matches("\\S+Z INFO  pipeline\\.progress pages 3000 300/s 10s\n"), line);
      startLog(Level.WARN, OutputFormat.TEXT);
      display.draw();
      assertEquals("", takeOutput());
      startLog(Level.INFO, OutputFormat.TEXT);
      pages.close();
      display.draw();
      assertEquals("", takeOutput());
    }
  }

  @Test
  void progressInAJsonLogHasTheDateOfItsTask() {
    startLog(Level.INFO, OutputFormat.JSON);
    try (ProgressDisplay display = display(StderrTerminal.NONE, ProgressMode.AUTO)) {
      LogDate.set("2024-01-02");
      display.start("tracks", 60);
      LogDate.set("2024-01-01"); // that of another task
      display.draw();
      JsonObject line = JsonParser.parseString(takeOutput()).getAsJsonObject();
      assertEquals("tracks 0/60 0% 0s", line.get("message").getAsString());
      assertEquals("2024-01-02", line.get("date").getAsString());
    } finally {
      LogDate.remove();
    }
  }

  @Test
  void progressHasItsOwnLevel() {
    LoggingSetup.configure(
        console, Level.WARN, Level.INFO, OutputFormat.TEXT, StderrTerminal.NONE, Map.of());
    try (ProgressDisplay display = display(StderrTerminal.NONE, ProgressMode.AUTO)) {
      display.start("tracks", 60);
      display.draw();
      assertTrue(takeOutput().contains("INFO  pipeline.progress tracks 0/60 0% 0s"));
    }
  }

  @Test
  void progressNonePrintsNothing() {
    try (ProgressDisplay display = display(new StderrTerminal(true, true), ProgressMode.NONE)) {
      display.start("tracks", 100).advance(50);
      display.draw();
      assertEquals("", takeOutput());
    }
  }

  @Test
  void progressNeverExceedsItsTotal() {
    try (ProgressDisplay display = display(StderrTerminal.NONE, ProgressMode.AUTO)) {
      ProgressTask tracks = display.start("tracks", 10);
      tracks.advance(12);
      assertEquals("tracks [========================] 12/10 100% 0s", tracks.formatBar(0));
    }
  }

  @Test
  void barIsErasedAtTheEnd() {
    try (ProgressDisplay display = display(new StderrTerminal(true, true), ProgressMode.AUTO)) {
      display.start("tracks", 100);
      display.draw();
      takeOutput();
      console.silence();
      console.print("too late");
      display.draw();
      assertEquals("\r\u001b[K", takeOutput());
    }
  }

  private void startLog(Level level, OutputFormat format) {
    LoggingSetup.configure(console, level, level, format, StderrTerminal.NONE, Map.of());
  }

  private ProgressDisplay display(StderrTerminal terminal, ProgressMode mode) {
    return new ProgressDisplay(console, clock, terminal, mode);
  }

  /** Returns the output since the last call. */
  private String takeOutput() {
    String text = err.toString(StandardCharsets.UTF_8);
    err.reset();
    return text;
  }
}
