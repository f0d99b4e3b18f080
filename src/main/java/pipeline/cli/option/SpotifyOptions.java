package pipeline.cli.option;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import pipeline.cli.result.UsageException;
import pipeline.cli.run.SpotifyConfig;

/** How Spotify is to be asked. */
public final class SpotifyOptions {
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

  @Option(
      names = "--requests-per-30s",
      paramLabel = "<n>",
      description =
          "Request budget in a rolling 30 seconds; 0 for no limit. Default: 120, or no limit with"
              + " --simulate.")
  @Nullable Integer requestsPer30s;

  @Option(
      names = "--max-wait",
      paramLabel = "<time>",
      description =
          "Longest Retry-After to wait for, such as 90, 90s or 5m. A longer one fails the run with"
              + " exit code 75. Default: 120s.")
  Duration maxWait = Duration.ofMinutes(2);

  @Option(
      names = "--market",
      paramLabel = "<country>",
      description = "Market (country) of the requests, as two letters such as DE. Default: none.")
  @Nullable String market;

  @Option(names = "--ignore-block", description = "Send requests even during a rate-limit block.")
  boolean ignoreBlock;

  @Option(
      names = "--allow-partial",
      description =
          "Publish incomplete data, marked as partial, instead of failing with exit code 69.")
  boolean allowPartial;

  public SpotifyConfig config() {
    if (requestsPer30s != null) {
      OptionChecks.requireAtLeast(0, requestsPer30s, "--requests-per-30s");
    }
    if (market != null && !COUNTRY.matcher(market).matches()) {
      throw new UsageException(
          "--market is "
              + market
              + ", which is not a country code: write two capital letters, for example --market"
              + " DE");
    }
    return new SpotifyConfig(requestsPer30s, maxWait, market, ignoreBlock, allowPartial);
  }
}
