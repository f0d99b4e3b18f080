package pipeline.cli.option;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import pipeline.cli.result.UsageException;
import pipeline.extract.ReleaseConfig;
import pipeline.extract.ReleaseConfig.LateDatePolicy;
import pipeline.extract.ReleaseConfig.SourcePolicy;
import pipeline.extract.WatchedName;

/** The options that control how the listing is fetched. */
public final class ReleaseOptions {
  @Option(
      names = "--source",
      paramLabel = "<source>",
      description =
          "Source of the listing: new-releases, search or auto. For the first listing of a lake,"
              + " auto selects search if the app lacks permission for new-releases. Later listings"
              + " use the same source. Default: auto.")
  SourcePolicy source = SourcePolicy.AUTO;

  @Option(
      names = "--late",
      paramLabel = "<rule>",
      description =
          "Rule for a date that ended 48 hours ago or more and has no partition. With search, the"
              + " listing is the albums that were released on the date. With fail, the run stops"
              + " with exit code 66. With --replace, the rule applies even if the date has a"
              + " partition. Default: search.")
  LateDatePolicy late = LateDatePolicy.SEARCH;

  @Option(
      names = "--max-albums",
      paramLabel = "<n>",
      description =
          "Maximum number of albums in the listing. Default: 100 if the listing of a current date"
              + " comes from search; otherwise, no limit.")
  @Nullable Integer maxAlbums;

  @Option(
      names = "--max-search-calls",
      paramLabel = "<n>",
      description =
          "Maximum number of API calls of a historical search. The search for a date covers the"
              + " whole year of that date. Default: 100.")
  int maxSearchCalls = 100;

  @ArgGroup(validate = false)
  WatchListOptions watch = new WatchListOptions();

  public ReleaseConfig config(boolean replace, Path workingFolder) {
    if (maxAlbums != null) {
      OptionChecks.checkMinimum("--max-albums", maxAlbums, 1);
    }
    OptionChecks.checkMinimum("--max-search-calls", maxSearchCalls, 1);
    List<WatchedName> watched = watch.watched(workingFolder);
    if (!watched.isEmpty() && source == SourcePolicy.NEW_RELEASES) {
      throw new UsageException(
          "--source new-releases cannot be combined with --artist or --label; remove one of them");
    }
    return new ReleaseConfig(source, late, replace, maxAlbums, maxSearchCalls, watched);
  }
}
