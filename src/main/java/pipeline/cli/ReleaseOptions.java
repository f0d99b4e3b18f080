package pipeline.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import pipeline.extract.LateRule;
import pipeline.extract.ReleaseRules;
import pipeline.extract.SourceRule;

/** How the listing is to be taken. */
final class ReleaseOptions {
  @Option(
      names = "--source",
      paramLabel = "<source>",
      description =
          "new-releases, search, or auto: new-releases, and search where the app may not read"
              + " these. Default: auto.")
  SourceRule source = SourceRule.AUTO;

  @Option(
      names = "--late",
      paramLabel = "<rule>",
      description =
          "For a past date without a partition: search for what was released then, or fail with"
              + " 66. Default: search.")
  LateRule late = LateRule.SEARCH;

  @Option(
      names = "--max-albums",
      paramLabel = "<n>",
      description = "Stop the listing there. Default: 100 for search, no limit for new-releases.")
  @Nullable Integer maxAlbums;

  @Option(
      names = "--max-search-calls",
      paramLabel = "<n>",
      description = "Calls for looking back at one year. Default: 100.")
  int maxSearchCalls = 100;

  ReleaseRules rules(boolean replace) {
    if (maxAlbums != null) {
      Numbers.atLeast(1, maxAlbums, "--max-albums");
    }
    Numbers.atLeast(1, maxSearchCalls, "--max-search-calls");
    return new ReleaseRules(source, late, replace, maxAlbums, maxSearchCalls);
  }
}
