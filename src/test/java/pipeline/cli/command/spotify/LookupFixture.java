package pipeline.cli.command.spotify;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import pipeline.app.Application;
import pipeline.cli.console.StderrTerminal;
import pipeline.cli.console.StdoutTerminal;
import pipeline.cli.run.ProcessEnvironment;
import pipeline.simulator.Simulator;
import pipeline.simulator.options.Fault;
import pipeline.simulator.options.SimulatorConfig;

/** Runs the lookup commands against a simulator. */
abstract class LookupFixture {
  static final SimulatorConfig SIMULATOR =
      SimulatorConfig.DEFAULTS.withDate(LocalDate.parse("2026-11-20"));

  @TempDir Path folder;

  /** The result of a command line. */
  record LookupRun(int code, String out, String err) {
    List<JsonObject> rows() {
      return out.lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    }

    /** Returns the last line of stderr. */
    JsonObject result() {
      List<String> lines = err.lines().toList();
      return JsonParser.parseString(lines.get(lines.size() - 1)).getAsJsonObject();
    }

    List<String> values(String column) {
      return rows().stream()
          .filter(row -> row.has(column))
          .map(row -> row.get(column).getAsString())
          .toList();
    }
  }

  LookupRun run(Map<String, String> environment, StdoutTerminal screen, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Application.run(
            arguments,
            new ProcessEnvironment(
                environment,
                utf8(out),
                utf8(err),
                StderrTerminal.NONE,
                screen,
                Clock.systemUTC(),
                folder,
                Map.of()));
    return new LookupRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  static PrintStream utf8(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  /** Runs a command with {@code SIMULATE=true}. */
  LookupRun simulated(String... arguments) {
    return run(Map.of("SIMULATE", "true"), StdoutTerminal.NONE, arguments);
  }

  LookupRun against(Simulator simulator, String... arguments) {
    return run(environment(simulator), StdoutTerminal.NONE, arguments);
  }

  static Map<String, String> environment(Simulator simulator) {
    Map<String, String> environment = new HashMap<>();
    environment.put("SPOTIFY_API_URL", simulator.apiUrl().toString());
    environment.put("SPOTIFY_ACCOUNTS_URL", simulator.accountsUrl().toString());
    environment.put("SPOTIFY_CLIENT_ID", "the-id");
    environment.put("SPOTIFY_CLIENT_SECRET", "the-secret");
    return environment;
  }

  static Simulator simulator(SimulatorConfig options, String... faults) {
    return Simulator.start(
        options.withFaults(Arrays.stream(faults).map(Fault::parse).toList()), 0, Clock.systemUTC());
  }

  JsonObject someArtist() {
    return simulated("search", "tag:new", "--type", "artist", "--limit", "5").rows().get(3);
  }
}
