package pipeline.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import pipeline.cli.console.StderrTerminal;
import pipeline.cli.console.StdoutTerminal;
import pipeline.cli.run.ProcessEnvironment;
import pipeline.cli.run.Services;
import pipeline.cli.shell.CommandLineApp;
import pipeline.testing.cli.CommandRun;
import pipeline.testing.cli.FakePlaylistService;
import pipeline.testing.cli.FakeServices;
import pipeline.testing.cli.FakeStageRunner;

/** Checks what archive-classes prints. CdsArchiveTest checks the archive. */
class ArchiveClassesCommandTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(Path arguments) {
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    Services fakes =
        FakeServices.create(new FakeStageRunner(), new FakePlaylistService(), new Random(1));
    Services services =
        new Services(
            fakes.stages(),
            fakes.spotify(),
            fakes.playlists(),
            () -> arguments,
            fakes.healthChecks(),
            fakes.random());
    ProcessEnvironment environment =
        new ProcessEnvironment(
            Map.of(),
            stream,
            stream,
            StderrTerminal.NONE,
            StdoutTerminal.NONE,
            CommandRun.NOON,
            Path.of("target"),
            Map.of());
    return new CommandLineApp(environment, services).run("archive-classes");
  }

  @Test
  void printedPathIsQuotedForAShell() {
    assertEquals(0, run(Path.of("/my tools/pipeline.args")));

    String printed = err.toString(StandardCharsets.UTF_8);
    assertTrue(
        printed.endsWith(
            "Created. Start the pipeline with: java '@/my tools/pipeline.args' <command>\n"),
        printed);
  }
}
