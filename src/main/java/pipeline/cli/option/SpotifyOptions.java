package pipeline.cli.option;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import pipeline.cli.result.UsageException;
import pipeline.cli.run.SpotifyConfig;

/** The options that control requests to Spotify. */
public final class SpotifyOptions extends WaitOptions {
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

  @Option(
      names = "--requests-per-30s",
      paramLabel = "<n>",
      description =
          "Request budget in a rolling 30 seconds; 0 for no limit. Default: 120, or no limit with"
              + " --simulate.")
  @Nullable Integer requestsPer30s;

  @Option(
      names = "--market",
      paramLabel = "<country>",
      description = "Market (country) of the requests, as two letters such as DE. Default: none.")
  @Nullable String market;

  @Option(
      names = "--allow-partial",
      description =
          "Publish incomplete data, marked as partial, instead of failing with exit code 69.")
  boolean allowPartial;

  @Override
  public SpotifyConfig config() {
    if (requestsPer30s != null) {
      OptionChecks.checkMinimum("--requests-per-30s", requestsPer30s, 0);
    }
    if (market != null && !COUNTRY.matcher(market).matches()) {
      throw new UsageException(
          "invalid country code: --market %s; write two capital letters, for example --market DE"
              .formatted(market));
    }
    return new SpotifyConfig(requestsPer30s, maxWait, market, ignoreBlock, allowPartial);
  }
}
