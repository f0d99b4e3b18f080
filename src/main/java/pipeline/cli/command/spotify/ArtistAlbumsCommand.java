package pipeline.cli.command.spotify;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import pipeline.cli.option.OptionChecks;
import pipeline.cli.result.CommandException;
import pipeline.cli.result.ExitCode;
import pipeline.cli.result.UsageException;
import pipeline.cli.run.CommandSession;
import pipeline.lookup.ArtistAlbumsLookup;
import pipeline.lookup.ArtistReference;
import pipeline.lookup.ArtistResolution;
import pipeline.lookup.LookupResult;
import pipeline.model.Artist;
import pipeline.spotify.api.AlbumGroup;
import pipeline.spotify.api.SpotifyApi;

@Command(
    name = "artist-albums",
    header = "List the albums, singles and appearances of an artist.",
    description = {
      "",
      "If <artist> is a name, selects the first search result that has this name, ignoring case."
          + " If no result has this name, selects the first result. Prints a table to a terminal,"
          + " and JSON lines to a pipe or file. The default log level is warn."
    },
    footer = {
      "",
      "Examples:",
      "  pipeline artist-albums \"daft punk\"",
      "  pipeline artist-albums 4tZwfgrHOc3mvqYlEYSvVi --limit 100 -o albums.parquet"
    })
public final class ArtistAlbumsCommand extends LookupCommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "<artist>",
      description = "Artist, as an id, a link, a URI or a name.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--limit",
      order = 2,
      paramLabel = "<n>",
      description =
          "Maximum number of results in each group, such as albums or singles. Default: 50.")
  private int limit = 50;

  public ArtistAlbumsCommand(CommandSession session) {
    super(session);
  }

  @Override
  void check() {
    OptionChecks.checkMinimum("--limit", limit, 1);
    if (typed().isEmpty()) {
      throw new UsageException(
          "no artist is given; write for example pipeline artist-albums \"daft punk\"");
    }
  }

  @Override
  int steps() {
    return AlbumGroup.values().length;
  }

  @Override
  LookupResult lookUp(SpotifyApi api, @Nullable String market, Runnable stepDone) {
    ArtistReference reference = ArtistReference.parse(typed());
    ArtistResolution resolution =
        ArtistResolution.find(reference, api, market).orElseThrow(() -> notFound(reference));
    printArtist(resolution);
    return new ArtistAlbumsLookup(api, market, limit).fetch(resolution.artist(), stepDone);
  }

  private void printArtist(ArtistResolution resolution) {
    Artist artist = resolution.artist();
    session.console().print("Artist: %s, %s".formatted(artist.name(), artist.url()));
    if (resolution.warning() != null) {
      session.console().print("Warning: " + resolution.warning() + ".");
    }
  }

  private static CommandException notFound(ArtistReference reference) {
    String message =
        reference.isId()
            ? "unknown artist id: %s; copy the id from the artist's page, or give the name"
            : "no artist found: '%s'; check the spelling, or give the id";
    return new CommandException(ExitCode.INPUT, message.formatted(reference.text()));
  }

  private String typed() {
    return String.join(" ", words).strip();
  }
}
