package pipeline.testing;

import java.util.Map;
import pipeline.simulator.Simulator;

/** The settings with which a command uses a simulator in the process of the test. */
public final class SimulatorSettings {
  private SimulatorSettings() {}

  /** Returns the addresses of the simulator, and credentials that it accepts. */
  public static Map<String, String> of(Simulator simulator) {
    return Map.of(
        "SPOTIFY_API_URL",
        simulator.apiUrl().toString(),
        "SPOTIFY_ACCOUNTS_URL",
        simulator.accountsUrl().toString(),
        "SPOTIFY_CLIENT_ID",
        "id",
        "SPOTIFY_CLIENT_SECRET",
        "secret");
  }
}
