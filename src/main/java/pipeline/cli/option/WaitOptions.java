package pipeline.cli.option;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.Option;
import pipeline.cli.result.UsageException;
import pipeline.cli.run.SpotifyConfig;
import pipeline.cli.settings.Settings;
import pipeline.spotify.api.EndpointFamily;
import pipeline.spotify.api.SpotifySettings;

/**
 * The options that control waits for Spotify. Commands that send many requests use the subclass
 * {@link SpotifyOptions}.
 */
public class WaitOptions {
  @Option(
      names = "--max-wait",
      paramLabel = "<time>",
      description =
          "Longest wait that Spotify may request, such as 90, 90s or 5m. Applies to a single"
              + " Retry-After and to the sum of the waits since the last success. A longer wait"
              + " fails the run with exit code 75. Default: 120s.")
  Duration maxWait = SpotifySettings.MAX_WAIT;

  @Option(
      names = "--requests-per-day",
      paramLabel = "<family>=<n>",
      description =
          "A family of endpoints, and the maximum number of calls to it in 24 hours. Example:"
              + " albums=600. The number 0 means no limit. Families: search, albums, artists,"
              + " browse, tracks, playlists, me, other. Repeatable. Default: the number of calls"
              + " after which Spotify last answered QUOTA_EXCEEDED, or no limit if it never did.")
  Map<EndpointFamily, Integer> requestsPerDay = new EnumMap<>(EndpointFamily.class);

  @Option(names = "--ignore-block", description = "Send requests even during a rate-limit block.")
  boolean ignoreBlock;

  /**
   * Returns the rules for sending requests.
   *
   * @param settings the settings that replace missing options; only subclasses use them
   */
  public SpotifyConfig config(Settings settings) {
    return new SpotifyConfig(null, requestsPerDay(), maxWait, null, ignoreBlock, false);
  }

  final Map<EndpointFamily, Integer> requestsPerDay() {
    requestsPerDay.forEach(
        (family, calls) -> {
          if (calls < 0) {
            throw new UsageException(
                "--requests-per-day %1$s=%2$d is too small; the minimum is 0, for example %1$s=600"
                    .formatted(family.label(), calls));
          }
        });
    return requestsPerDay;
  }
}
