package pipeline.testing.process;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A simulated Spotify that runs as a process of the jar. */
public final class SimulatorProcess implements AutoCloseable {
  private final RunningProcess running;
  private final Map<String, String> settings;

  private SimulatorProcess(RunningProcess running, Map<String, String> settings) {
    this.running = running;
    this.settings = settings;
  }

  /**
   * Starts a simulator on a free port.
   *
   * @param options separated by spaces
   */
  public static SimulatorProcess start(Path folder, String options) {
    RunningProcess running =
        JarRunner.in(folder).start(("simulate --log-level warn " + options).strip());
    try {
      if (!running.awaitCondition(() -> running.out().lines().count() == 4)) {
        throw new AssertionError("the simulator did not start: " + running.err());
      }
      Map<String, String> settings = new LinkedHashMap<>();
      running
          .out()
          .lines()
          .map(line -> line.split("=", 2))
          .forEach(pair -> settings.put(pair[0], pair[1]));
      return new SimulatorProcess(running, settings);
    } catch (Throwable failed) {
      running.close();
      throw failed;
    }
  }

  /** Returns the four settings that the simulator prints. */
  public Map<String, String> settings() {
    return settings;
  }

  public SimulatorInspector client() {
    return new SimulatorInspector(
        settings.get("SPOTIFY_API_URL"), settings.get("SPOTIFY_ACCOUNTS_URL"));
  }

  @Override
  public void close() {
    running.close();
  }
}
