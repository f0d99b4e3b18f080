package pipeline.testing.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import pipeline.cli.console.StderrTerminal;
import pipeline.cli.console.StdoutTerminal;
import pipeline.cli.run.PlaylistService;
import pipeline.cli.run.ProcessEnvironment;
import pipeline.cli.run.StageRunner;
import pipeline.cli.shell.CommandLineApp;

/** The result of a command line that ran at noon of 2026-11-21. */
public record CommandRun(int exitCode, String out, String err) {
  public static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

  public static CommandRun run(String... arguments) {
    return run(new FakeStageRunner(), arguments);
  }

  /** Runs a command line whose arguments are separated by spaces. */
  public static CommandRun runLine(String words) {
    return run(Pattern.compile(" ").split(words));
  }

  public static CommandRun run(StageRunner stages, String... arguments) {
    return run(stages, Map.of(), Path.of("target"), arguments);
  }

  public static CommandRun run(PlaylistService playlists, String... arguments) {
    return run(new FakeStageRunner(), playlists, Map.of(), Path.of("target"), arguments);
  }

  public static CommandRun run(
      StageRunner stages, Map<String, String> environment, Path folder, String... arguments) {
    return run(stages, new FakePlaylistService(), environment, folder, arguments);
  }

  private static CommandRun run(
      StageRunner stages,
      PlaylistService playlists,
      Map<String, String> environment,
      Path folder,
      String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return run(stages, playlists, environment, folder, out, arguments);
  }

  /** Runs a command line whose stdout refuses each byte. */
  public static CommandRun runOnFullDisk(String... arguments) {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    return run(
        new FakeStageRunner(),
        new FakePlaylistService(),
        Map.of(),
        Path.of("target"),
        full,
        arguments);
  }

  private static CommandRun run(
      StageRunner stages,
      PlaylistService playlists,
      Map<String, String> environment,
      Path folder,
      OutputStream out,
      String... arguments) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    ProcessEnvironment processEnvironment =
        new ProcessEnvironment(
            environment,
            utf8(out),
            utf8(err),
            StderrTerminal.NONE,
            StdoutTerminal.NONE,
            NOON,
            folder,
            Map.of());
    int code =
        new CommandLineApp(
                processEnvironment, FakeServices.create(stages, playlists, new Random(1)))
            .run(arguments);
    return new CommandRun(code, text(out), err.toString(StandardCharsets.UTF_8));
  }

  public List<JsonObject> results() {
    return out.lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
  }

  public JsonObject result() {
    List<JsonObject> results = results();
    return results.get(results.size() - 1);
  }

  private static String text(OutputStream stream) {
    return stream instanceof ByteArrayOutputStream bytes
        ? bytes.toString(StandardCharsets.UTF_8)
        : "";
  }

  private static PrintStream utf8(OutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
