package pipeline.cli.command.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the arguments of the commands that status and verify print. */
class RepairArgumentsTest {
  @ParameterizedTest
  @ValueSource(strings = {"file:my music", "file:it's", "file:$HOME;*", "s3://bucket/a&b"})
  void shellReadsTheQuotedLakeUnchanged(String lake) throws Exception {
    Process shell =
        new ProcessBuilder("sh", "-c", "printf %s " + RepairArguments.quoteForShell(lake)).start();
    assertEquals(lake, new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  @Test
  void plainLakeIsNotQuoted() {
    assertEquals("s3://bucket/lake", RepairArguments.quoteForShell("s3://bucket/lake"));
  }
}
