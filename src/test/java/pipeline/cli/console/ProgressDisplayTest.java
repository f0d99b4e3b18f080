package pipeline.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import pipeline.cli.console.ProgressDisplay.ProgressMode;

class ProgressDisplayTest {
  private static final String BAR_50 =
      "\u001b[?7ltracks [============>           ] 50/100 50% 12.5/s 4s\u001b[?7h";

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console = new Console(new PrintStream(err, true, StandardCharsets.UTF_8));
  private final ProgressClock clock = new ProgressClock();

  @Test
  void logLinesAppearAboveTheBar() {
    try (ProgressDisplay board = board(new StderrTerminal(true, true), ProgressMode.AUTO)) {
      ProgressTask tracks = board.start("tracks", 100);
      tracks.advance(20);
      tracks.advance(30);
      clock.millis += 4000;
      board.draw();
      assertEquals(BAR_50, written());
      console.print("a line");
      assertEquals("\r\u001b[Ka line\n" + BAR_50, written());
      tracks.close();
      assertEquals("\r\u001b[K", written());
      console.print("a line");
      assertEquals("a line\n", written());
    }
  }

  @Test
  void progressIsLoggedWithoutATerminal() {
    try (ProgressDisplay board = board(StderrTerminal.NONE, ProgressMode.AUTO)) {
      ProgressTask pages = board.start("pages", 0);
      pages.advance(3000);
      clock.millis += 10_000;
      board.draw();
      assertEquals("pages 3000 300/s 10s\n", written());
      pages.close();
      board.draw();
      assertEquals("", written());
    }
  }

  @Test
  void progressNonePrintsNothing() {
    try (ProgressDisplay board = board(new StderrTerminal(true, true), ProgressMode.NONE)) {
      board.start("tracks", 100).advance(50);
      board.draw();
      assertEquals("", written());
    }
  }

  @Test
  void progressNeverExceedsItsTotal() {
    try (ProgressDisplay board = board(StderrTerminal.NONE, ProgressMode.AUTO)) {
      ProgressTask tracks = board.start("tracks", 10);
      tracks.advance(12);
      assertEquals("tracks [========================] 12/10 100% 0s", tracks.formatBar(0));
    }
  }

  @Test
  void barIsErasedAtTheEnd() {
    try (ProgressDisplay board = board(new StderrTerminal(true, true), ProgressMode.AUTO)) {
      board.start("tracks", 100);
      board.draw();
      written();
      console.silence();
      console.print("too late");
      board.draw();
      assertEquals("\r\u001b[K", written());
    }
  }

  private ProgressDisplay board(StderrTerminal terminal, ProgressMode mode) {
    return new ProgressDisplay(console, clock, terminal, mode);
  }

  /** Returns the output since the last call. */
  private String written() {
    String text = err.toString(StandardCharsets.UTF_8);
    err.reset();
    return text;
  }

  private static final class ProgressClock extends Clock {
    long millis;

    @Override
    public long millis() {
      return millis;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
