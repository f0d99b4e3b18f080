package pipeline.cli.command.spotify;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import pipeline.cli.command.DataCommand;
import pipeline.cli.console.ProgressTask;
import pipeline.cli.console.StdoutTerminal;
import pipeline.cli.option.OutputOption;
import pipeline.cli.option.SpotifyOptions;
import pipeline.cli.result.CommandException;
import pipeline.cli.result.ExitCode;
import pipeline.cli.result.RunReport;
import pipeline.cli.result.StageResult;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.RunContext;
import pipeline.cli.run.SpotifyConfig;
import pipeline.lookup.LookupResult;
import pipeline.output.JsonRowFormat;
import pipeline.output.ResultTable;
import pipeline.output.ResultTableFile;
import pipeline.output.TextTable;
import pipeline.spotify.api.SpotifyApi;
import pipeline.spotify.api.SpotifyException;

/** A command that fetches data from Spotify, and prints the rows or writes them to a file. */
abstract class LookupCommand extends DataCommand {
  @Mixin OutputOption output = new OutputOption();

  @ArgGroup(validate = false, order = 30, heading = "%nSpotify:%n")
  SpotifyOptions spotify = new SpotifyOptions();

  LookupCommand(CommandSession session) {
    super(session);
  }

  /** Checks the options before the first request. */
  abstract void check();

  /** Returns the number of steps of {@link #lookUp}, for the progress display. */
  abstract int steps();

  /**
   * Sends the requests and returns their results. Calls {@code stepDone} after each step.
   *
   * @param market a country code of two letters, or null
   */
  abstract LookupResult lookUp(SpotifyApi api, @Nullable String market, Runnable stepDone);

  @Override
  protected boolean hasDataOnStdout() {
    return !output.isGiven();
  }

  @Override
  protected final void run(RunContext context, RunReport report) {
    check();
    SpotifyConfig config = spotify.config(context.settings());
    Optional<ResultTableFile> file = output.file(context.workingFolder());
    LookupResult result;
    try (ProgressTask progress = context.progress().start(spec.name(), steps())) {
      SpotifyApi api = session.services().spotify().open(config, context);
      result = lookUp(api, config.market(), () -> progress.advance(1));
    } catch (SpotifyException failure) {
      // A query that Spotify cannot parse is wrong usage, because a user has typed it.
      throw failure.kind() == SpotifyException.SpotifyErrorKind.BAD_REQUEST
          ? new CommandException(ExitCode.USAGE, String.valueOf(failure.getMessage()))
          : failure;
    }
    result.missing().forEach(reason -> session.console().print("Incomplete: " + reason));
    result.warnings().forEach(warning -> session.console().print("Warning: " + warning));
    boolean changed = false;
    if (file.isPresent()) {
      changed = OutputOption.write(result.table(), file.get());
    } else {
      print(result.table());
    }
    report.add(outcome(result, changed, context));
  }

  private void print(ResultTable table) {
    StdoutTerminal screen = session.process().screen();
    if (table.size() == 0) {
      session.console().print("No results.");
    } else if (screen.isTerminal()) {
      session.print(TextTable.format(table, screen.columns().getAsInt()));
    } else {
      session.print(new JsonRowFormat(table.columnNames()).format(table));
    }
  }

  private static StageResult outcome(LookupResult result, boolean changed, RunContext context) {
    return new StageResult(
        changed,
        result.rows(),
        null,
        false,
        !result.missing().isEmpty(),
        result.truncated(),
        context.requestStats(),
        Stream.concat(result.missing().stream(), result.warnings().stream()).toList());
  }
}
