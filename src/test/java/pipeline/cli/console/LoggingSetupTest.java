package pipeline.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class LoggingSetupTest {
  private static final StderrTerminal COLOURED = new StderrTerminal(true, true);

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console = new Console(new PrintStream(err, true, StandardCharsets.UTF_8));
  private final Logger log = LoggerFactory.getLogger("spotify.api");

  @Test
  void textLogHasTimeLevelModuleAndMessage() {
    start(Level.INFO, OutputFormat.TEXT, StderrTerminal.NONE);
    log.info("SUCCESS {} GET {}", 200, "/v1/albums");
    assertTrue(
        written()
            .matches(
                "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO  spotify\\.api"
                    + " SUCCESS 200 GET /v1/albums\n"));
  }

  @Test
  void jsonLogHasOneObjectPerLineWithTheRun() {
    start(Level.INFO, OutputFormat.JSON, COLOURED);
    log.warn("two\nlines", new IllegalStateException("why"));
    JsonObject line = JsonParser.parseString(written()).getAsJsonObject();
    assertEquals("WARN", line.get("level").getAsString());
    assertEquals("spotify.api", line.get("logger").getAsString());
    assertEquals("two\nlines", line.get("message").getAsString());
    assertEquals("r1", line.get("run_id").getAsString());
    assertTrue(line.get("thrown").getAsString().contains("IllegalStateException: why"));
  }

  @Test
  void newThreadLogsTheDateOfTheThreadThatStartsIt() throws InterruptedException {
    LogDate.set("2024-01-01");
    try {
      Thread thread = new Thread(() -> log.info("SUCCESS"));
      start(Level.INFO, OutputFormat.TEXT, StderrTerminal.NONE);
      thread.start();
      thread.join();
      assertTrue(written().endsWith("Z INFO  spotify.api 2024-01-01 SUCCESS\n"));
      start(Level.INFO, OutputFormat.JSON, StderrTerminal.NONE);
      log.info("SUCCESS");
      JsonObject line = JsonParser.parseString(written()).getAsJsonObject();
      assertEquals("2024-01-01", line.get("date").getAsString());
    } finally {
      LogDate.remove();
    }
  }

  @Test
  void levelsHaveColoursOnATerminalOnly() {
    start(Level.INFO, OutputFormat.TEXT, COLOURED);
    log.warn("careful");
    assertTrue(written().contains(" \u001b[33mWARN \u001b[0m spotify.api careful\n"));
    start(Level.INFO, OutputFormat.TEXT, COLOURED.withoutColours());
    log.warn("careful");
    assertTrue(written().contains("Z WARN  spotify.api careful\n"));
  }

  @Test
  void linesBelowTheLevelAreLeftOut() {
    start(Level.WARN, OutputFormat.TEXT, StderrTerminal.NONE);
    log.info("nothing");
    assertEquals("", written());
  }

  @Test
  void warningHasItsCauseWithoutAStackTrace() {
    start(Level.INFO, OutputFormat.TEXT, StderrTerminal.NONE);
    log.warn("slow", new IllegalStateException("why"));
    String line = written();
    assertTrue(line.endsWith("slow: why\n"), line);
    start(Level.DEBUG, OutputFormat.TEXT, StderrTerminal.NONE);
    log.warn("slow", new IllegalStateException("why"));
    assertTrue(written().contains("\tat "));
  }

  @Test
  void headersOfHttpClientAreNeverLogged() {
    start(Level.TRACE, OutputFormat.TEXT, StderrTerminal.NONE);
    Logger headers = LoggerFactory.getLogger("org.apache.hc.client5.http.headers");
    headers.debug("Authorization: Bearer s3cret");
    LoggerFactory.getLogger("software.amazon.awssdk.request").debug("s3cret");
    assertFalse(written().contains("s3cret"));
  }

  private void start(Level level, OutputFormat format, StderrTerminal terminal) {
    LoggingSetup.configure(console, level, level, format, terminal, Map.of("run_id", "r1"));
  }

  private String written() {
    String text = err.toString(StandardCharsets.UTF_8);
    err.reset();
    return text;
  }
}
