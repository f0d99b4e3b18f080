package pipeline.cli.command.spotify;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import pipeline.cli.option.OptionChecks;
import pipeline.cli.result.UsageException;
import pipeline.cli.run.CommandSession;
import pipeline.lookup.CatalogLookup;
import pipeline.lookup.LookupResult;
import pipeline.lookup.SearchType;
import pipeline.spotify.api.SpotifyApi;

@Command(
    name = "search",
    header = "Search for artists, albums and tracks.",
    description = {
      "",
      "Prints a table to a terminal, and JSON lines to a pipe or file. The query may contain"
          + " Spotify's field filters, such as artist:, album:, year:, tag:new, upc: and isrc:. The"
          + " default log level is warn."
    },
    footer = {
      "",
      "Examples:",
      "  pipeline search \"daft punk\" --type artist,album",
      "  pipeline search tag:new --type album --limit 100 --output new.csv",
      "  pipeline search night --simulate"
    })
public final class SearchCommand extends LookupCommand {
  private static final int MAX_RESULTS = 1000;

  @Parameters(
      arity = "1..*",
      paramLabel = "<query>",
      description = "Words and field filters to search for.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--type",
      order = 1,
      split = ",",
      paramLabel = "<type>",
      description = "Types of results: artist, album or track, separated by commas. Default: all.")
  private @Nullable List<SearchType> typed;

  @Option(
      names = "--limit",
      order = 2,
      paramLabel = "<n>",
      description = "Maximum number of results of each type, at most 1000. Default: 10.")
  private int limit = 10;

  public SearchCommand(CommandSession session) {
    super(session);
  }

  @Override
  void check() {
    OptionChecks.checkRange("--limit", limit, 1, MAX_RESULTS);
    if (query().isEmpty()) {
      throw new UsageException(
          "the query is empty; write for example pipeline search \"daft punk\"");
    }
  }

  @Override
  int steps() {
    return types().size();
  }

  @Override
  LookupResult lookUp(SpotifyApi api, @Nullable String market, Runnable stepDone) {
    return new CatalogLookup(api, query(), market, limit).search(types(), stepDone);
  }

  private String query() {
    return String.join(" ", words).strip();
  }

  private Set<SearchType> types() {
    return typed == null ? EnumSet.allOf(SearchType.class) : EnumSet.copyOf(typed);
  }
}
