package pipeline.cli.option;

import picocli.CommandLine.Option;
import pipeline.extract.TrackConfig;

/** The options that control which tracks are copied instead of fetched. */
public final class TrackOptions {
  @Option(
      names = "--refetch",
      description = "Fetch the tracks of all albums again, and copy none from earlier dates.")
  boolean refetch;

  @Option(
      names = "--refetch-after-days",
      paramLabel = "<n>",
      description =
          "Maximum age, in days, of tracks that are copied from an earlier date. Older tracks are"
              + " fetched again. Default: 30.")
  int refetchAfterDays = 30;

  public TrackConfig config(boolean replace) {
    OptionChecks.checkMinimum("--refetch-after-days", refetchAfterDays, 0);
    return new TrackConfig(replace, refetch, refetchAfterDays);
  }
}
