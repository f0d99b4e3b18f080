package pipeline.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the words of the commands that status, verify and archive-classes print. */
class ShellWordTest {
  @ParameterizedTest
  @ValueSource(strings = {"file:my music", "file:it's", "file:$HOME;*", "s3://bucket/a&b"})
  void shellReadsTheQuotedWordUnchanged(String word) throws Exception {
    Process shell = new ProcessBuilder("sh", "-c", "printf %s " + ShellWord.quote(word)).start();
    assertEquals(word, new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  @Test
  void plainWordIsNotQuoted() {
    assertEquals("s3://bucket/lake", ShellWord.quote("s3://bucket/lake"));
  }
}
