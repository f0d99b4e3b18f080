package pipeline.cli.option;

import picocli.CommandLine.Option;
import pipeline.extract.TrackConfig;

/** What may be kept of tracks that were fetched before. */
public final class TrackOptions {
  @Option(
      names = "--refetch",
      description = "Fetch the tracks of all albums again, and copy none from earlier dates.")
  boolean refetch;

  @Option(
      names = "--refetch-after-days",
      paramLabel = "<n>",
      description =
          "Age in days at which the tracks of an album are fetched again instead of copied."
              + " Default: 30.")
  int refetchAfterDays = 30;

  public TrackConfig config(boolean replace) {
    OptionChecks.requireAtLeast(0, refetchAfterDays, "--refetch-after-days");
    return new TrackConfig(replace, refetch, refetchAfterDays);
  }
}
