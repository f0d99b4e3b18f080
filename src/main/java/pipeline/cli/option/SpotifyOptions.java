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
      description = "Budget in a rolling 30 seconds; 0 for none. Default: 120, simulated none.")
  @Nullable Integer requestsPer30s;

  @Option(
      names = "--max-wait",
      paramLabel = "<time>",
      description =
          "Longest wait that Spotify may ask for, as 90, 90s or 5m, before the run ends with 75."
              + " Default: 120s.")
  Duration maxWait = Duration.ofMinutes(2);

  @Option(
      names = "--market",
      paramLabel = "<country>",
      description = "Two letters, as DE. Default: none.")
  @Nullable String market;

  @Option(
      names = "--ignore-block",
      description = "Call although Spotify told an earlier run to wait.")
  boolean ignoreBlock;

  @Option(
      names = "--allow-partial",
      description = "Publish what stays incomplete, and mark it, instead of ending with 69.")
  boolean allowPartial;

  public SpotifyConfig config() {
    if (requestsPer30s != null) {
      OptionChecks.requireAtLeast(0, requestsPer30s, "--requests-per-30s");
    }
    if (market != null && !COUNTRY.matcher(market).matches()) {
      throw new UsageException(
          "--market is "
              + market
              + ", which is no country: write two capital letters, for example --market DE");
    }
    return new SpotifyConfig(requestsPer30s, maxWait, market, ignoreBlock, allowPartial);
  }
}
