package pipeline.cli.option;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import pipeline.cli.result.UsageException;
import pipeline.cli.run.SpotifyConfig;
import pipeline.cli.settings.Settings;

/** The options that control requests to Spotify. */
public final class SpotifyOptions extends WaitOptions {
  @Option(
      names = "--requests-per-30s",
      paramLabel = "<n>",
      description =
          "Maximum number of requests in any 30 seconds; 0 for no limit. Default: 120, or no limit"
              + " for a simulator on this machine.")
  @Nullable Integer requestsPer30s;

  @Option(
      names = "--market",
      paramLabel = "<country>",
      description =
          "Country whose catalogue is searched: a code such as DE, or the word none. With none,"
              + " Spotify may choose a country itself, such as the US. Default: the setting"
              + " SPOTIFY_MARKET, or none.")
  @Nullable String market;

  @Option(
      names = "--allow-partial",
      description =
          "Accept incomplete data and mark it as partial, instead of failing with exit code 69.")
  boolean allowPartial;

  @Override
  public SpotifyConfig config(Settings settings) {
    if (requestsPer30s != null) {
      OptionChecks.checkMinimum("--requests-per-30s", requestsPer30s, 0);
    }
    return new SpotifyConfig(
        requestsPer30s, requestsPerDay(), maxWait, market(settings), ignoreBlock, allowPartial);
  }

  /** Returns the country code from --market or SPOTIFY_MARKET; null if requests name no market. */
  private @Nullable String market(Settings settings) {
    if (market == null) {
      return settings.spotifyMarket().orElse(null);
    }
    if (!Settings.isMarket(market)) {
      throw new UsageException(
          "invalid country code: --market %s; write two capital letters, for example --market DE,"
                  .formatted(market)
              + " or the word none");
    }
    return market.equals(Settings.NO_MARKET) ? null : market;
  }
}
