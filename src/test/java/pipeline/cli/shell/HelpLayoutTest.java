package pipeline.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.testing.cli.CommandRun;

/** Compares the help with files. {@code -Dgolden.write} rewrites them for review. */
class HelpLayoutTest {
  private static final Path GOLDEN = Path.of("src/test/resources/pipeline/cli/help");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pipeline",
        "extract-releases",
        "extract-tracks",
        "transform",
        "load",
        "run",
        "backfill",
        "publish-iceberg",
        "expire-iceberg",
        "doctor",
        "status",
        "verify",
        "sql",
        "export",
        "report",
        "purge",
        "search",
        "artist-albums",
        "rate-limit",
        "authorize",
        "add-random-track",
        "simulate",
        "archive-classes"
      })
  void helpEqualsTheReviewedFile(String command) throws IOException {
    CommandRun run =
        command.equals("pipeline") ? CommandRun.run("--help") : CommandRun.run(command, "--help");
    Path golden = GOLDEN.resolve(command + ".txt");
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(golden, run.out());
    }
    assertEquals(Files.readString(golden), run.out());
    assertEquals("", run.err());
    assertEquals(0, run.exitCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "run --help",
        "backfill --help",
        "publish-iceberg --help",
        "expire-iceberg --help",
        "doctor --help",
        "status --help",
        "verify --help",
        "sql --help",
        "export --help",
        "report --help",
        "purge --help",
        "search --help",
        "artist-albums --help",
        "rate-limit --help",
        "simulate --help",
        "authorize --help",
        "add-random-track --help",
        "archive-classes --help"
      })
  void helpFitsEightyColumns(String line) {
    CommandRun.runLine(line).out().lines().forEach(text -> assertTrue(text.length() <= 80, text));
  }
}
