package pipeline.cli.option;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.Option;
import pipeline.cli.run.SpotifyConfig;
import pipeline.cli.settings.Settings;
import pipeline.spotify.api.EndpointFamily;

/**
 * The options that control waits for Spotify. Commands that send many requests use the subclass
 * {@link SpotifyOptions}.
 */
public class WaitOptions {
  @Option(
      names = "--max-wait",
      paramLabel = "<time>",
      description =
          "Longest Retry-After to wait for, such as 90, 90s or 5m. If Spotify requests a longer"
              + " wait, the run fails with exit code 75. Default: 120s.")
  Duration maxWait = Duration.ofMinutes(2);

  @Option(
      names = "--requests-per-day",
      paramLabel = "<family>=<n>",
      description =
          "A family of endpoints, and the maximum number of calls to it in 24 hours. Example:"
              + " albums=600. The number 0 means no limit. Families: search, albums, artists,"
              + " browse, tracks, playlists, me, other. Repeatable. Default: the number of calls"
              + " after which Spotify last answered QUOTA_EXCEEDED.")
  Map<EndpointFamily, Integer> requestsPerDay = new EnumMap<>(EndpointFamily.class);

  @Option(names = "--ignore-block", description = "Send requests even during a rate-limit block.")
  boolean ignoreBlock;

  /**
   * Returns the rules for sending requests.
   *
   * @param settings the source of values for options that are not given
   */
  public SpotifyConfig config(Settings settings) {
    return new SpotifyConfig(null, requestsPerDay(), maxWait, null, ignoreBlock, false);
  }

  final Map<EndpointFamily, Integer> requestsPerDay() {
    requestsPerDay.forEach(
        (family, calls) ->
            OptionChecks.checkMinimum("--requests-per-day %s".formatted(family.label()), calls, 0));
    return requestsPerDay;
  }
}
