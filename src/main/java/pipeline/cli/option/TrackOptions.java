package pipeline.cli.option;

import picocli.CommandLine.Option;
import pipeline.extract.TrackConfig;

/** What may be kept of tracks that were fetched before. */
public final class TrackOptions {
  @Option(names = "--refetch", description = "Fetch every album's tracks again; copy nothing.")
  boolean refetch;

  @Option(
      names = "--refetch-after-days",
      paramLabel = "<n>",
      description = "Fetch an album again that was fetched longer ago than this. Default: 30.")
  int refetchAfterDays = 30;

  public TrackConfig config(boolean replace) {
    OptionChecks.requireAtLeast(0, refetchAfterDays, "--refetch-after-days");
    return new TrackConfig(replace, refetch, refetchAfterDays);
  }
}
