package pipeline.cli.option;

import java.time.Duration;
import picocli.CommandLine.Option;
import pipeline.cli.run.SpotifyConfig;

/** How long to wait for Spotify, for commands of a few calls. */
public final class WaitOptions {
  @Option(
      names = "--max-wait",
      paramLabel = "<time>",
      description =
          "Longest wait that Spotify may ask for, as 90, 90s or 5m, before the run ends with 75."
              + " Default: 120s.")
  Duration maxWait = Duration.ofMinutes(2);

  @Option(
      names = "--ignore-block",
      description = "Call although Spotify told an earlier run to wait.")
  boolean ignoreBlock;

  public SpotifyConfig config() {
    return new SpotifyConfig(null, maxWait, null, ignoreBlock, false);
  }
}
