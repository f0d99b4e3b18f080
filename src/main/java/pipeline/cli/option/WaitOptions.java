package pipeline.cli.option;

import java.time.Duration;
import picocli.CommandLine.Option;
import pipeline.cli.run.SpotifyConfig;

/**
 * The options that control waits for Spotify. Commands that send many requests use the subclass
 * {@link SpotifyOptions}.
 */
public class WaitOptions {
  @Option(
      names = "--max-wait",
      paramLabel = "<time>",
      description =
          "Longest Retry-After to wait for, such as 90, 90s or 5m. A longer one fails the run with"
              + " exit code 75. Default: 120s.")
  Duration maxWait = Duration.ofMinutes(2);

  @Option(names = "--ignore-block", description = "Send requests even during a rate-limit block.")
  boolean ignoreBlock;

  public SpotifyConfig config() {
    return new SpotifyConfig(null, maxWait, null, ignoreBlock, false);
  }
}
