package pipeline.cli.option;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import pipeline.cli.result.UsageException;
import pipeline.extract.LateDatePolicy;
import pipeline.extract.ReleaseConfig;
import pipeline.extract.SourcePolicy;
import pipeline.extract.WatchedName;

/** How the listing is to be taken. */
public final class ReleaseOptions {
  @Option(
      names = "--source",
      paramLabel = "<source>",
      description =
          "Source of the listing: new-releases, search, or auto, which uses search if the app may"
              + " not read new-releases. Default: auto.")
  SourcePolicy source = SourcePolicy.AUTO;

  @Option(
      names = "--late",
      paramLabel = "<rule>",
      description =
          "For a historical date without a partition: search for the albums released on it, or fail"
              + " with exit code 66. Default: search.")
  LateDatePolicy late = LateDatePolicy.SEARCH;

  @Option(
      names = "--max-albums",
      paramLabel = "<n>",
      description =
          "Maximum number of albums in the listing. Default: 100 for search, no limit for"
              + " new-releases.")
  @Nullable Integer maxAlbums;

  @Option(
      names = "--max-search-calls",
      paramLabel = "<n>",
      description =
          "Maximum number of API calls for the historical search of one year. Default: 100.")
  int maxSearchCalls = 100;

  @ArgGroup(validate = false)
  WatchListOptions watch = new WatchListOptions();

  public ReleaseConfig config(boolean replace, Path workingFolder) {
    if (maxAlbums != null) {
      OptionChecks.requireAtLeast(1, maxAlbums, "--max-albums");
    }
    OptionChecks.requireAtLeast(1, maxSearchCalls, "--max-search-calls");
    List<WatchedName> watched = watch.watched(workingFolder);
    if (!watched.isEmpty() && source == SourcePolicy.NEW_RELEASES) {
      throw new UsageException(
          "--source new-releases cannot be narrowed to --artist or --label: leave one out");
    }
    return new ReleaseConfig(source, late, replace, maxAlbums, maxSearchCalls, watched);
  }
}
