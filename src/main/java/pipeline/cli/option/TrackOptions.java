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
          "Copy tracks from an earlier date only if they were fetched at most <n> days ago. Fetch"
              + " older tracks again. Default: 30.")
  int refetchAfterDays = 30;

  public TrackConfig config(boolean replace) {
    OptionChecks.checkMinimum("--refetch-after-days", refetchAfterDays, 0);
    return new TrackConfig(replace, refetch, refetchAfterDays);
  }
}
