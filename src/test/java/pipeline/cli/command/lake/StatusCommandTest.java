package pipeline.cli.command.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the commands that status prints. */
class StatusCommandTest {
  @ParameterizedTest
  @ValueSource(strings = {"file:my music", "file:it's", "file:$HOME;*", "s3://bucket/a&b"})
  void shellReadsTheQuotedLakeUnchanged(String lake) throws Exception {
    Process shell =
        new ProcessBuilder("sh", "-c", "printf %s " + StatusCommand.quoteForShell(lake)).start();
    assertEquals(lake, new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  @Test
  void plainLakeIsNotQuoted() {
    assertEquals("s3://bucket/lake", StatusCommand.quoteForShell("s3://bucket/lake"));
  }
}
