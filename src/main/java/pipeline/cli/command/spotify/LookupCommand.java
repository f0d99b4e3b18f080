package pipeline.cli.command.spotify;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
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
import pipeline.cli.result.StageResult;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.RunContext;
import pipeline.cli.run.RunReport;
import pipeline.cli.run.SpotifyConfig;
import pipeline.lookup.LookupResult;
import pipeline.output.JsonLinesWriter;
import pipeline.output.ResultTable;
import pipeline.output.ResultTableFile;
import pipeline.output.TextTable;
import pipeline.spotify.api.SpotifyApi;
import pipeline.spotify.api.SpotifyException;

/** A command that looks something up for people: a table, JSON lines, or a file. */
abstract class LookupCommand extends DataCommand {
  @Mixin OutputOption output = new OutputOption();

  @ArgGroup(validate = false, order = 30, heading = "%nSpotify:%n")
  SpotifyOptions spotify = new SpotifyOptions();

  LookupCommand(CommandSession session) {
    super(session);
  }

  /** Reads the command line, before anything is asked of Spotify. */
  abstract void check();

  /** How many steps {@link #find} has. */
  abstract int steps();

  /** Asks. */
  abstract LookupResult find(SpotifyApi api, Runnable stepDone);

  @Override
  final @Nullable protected String dateText() {
    return null;
  }

  @Override
  protected boolean dataOnStdout() {
    return !output.given();
  }

  @Override
  protected final void run(RunContext context, RunReport report) {
    check();
    SpotifyConfig rules = spotify.rules();
    Optional<ResultTableFile> file = output.file(context.workingFolder());
    report.running(context);
    LookupResult found;
    try (ProgressTask progress = context.progress().stage(spec.name(), steps())) {
      found = session.visits().visit(rules, context, api -> find(api, () -> progress.advance(1)));
    } catch (SpotifyException refusal) {
      throw understood(refusal);
    }
    found.missing().forEach(lack -> session.console().print("Not all of it: " + lack));
    found.warnings().forEach(warning -> session.console().print("Beware: " + warning));
    file.ifPresentOrElse(to -> OutputOption.write(found.sheet(), to), () -> print(found.sheet()));
    report.add(outcome(found, context));
  }

  /** What is looked up was typed: where Spotify does not understand it, that was wrong. */
  private static RuntimeException understood(SpotifyException refusal) {
    return refusal.kind() == SpotifyException.SpotifyErrorKind.BAD_REQUEST
        ? new CommandException(ExitCode.USAGE, String.valueOf(refusal.getMessage()), null)
        : refusal;
  }

  private void print(ResultTable sheet) {
    StdoutTerminal screen = session.surroundings().screen();
    PrintStream out = session.surroundings().out();
    if (sheet.size() == 0) {
      session.console().print("Nothing was found.");
    } else if (screen.terminal()) {
      out.print(TextTable.of(sheet, screen.columns().getAsInt()));
    } else {
      printLines(sheet, out);
    }
    out.flush();
  }

  private static void printLines(ResultTable sheet, PrintStream out) {
    try {
      JsonLinesWriter.write(sheet, out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private StageResult outcome(LookupResult found, RunContext context) {
    return new StageResult(
        output.given(),
        found.rows(),
        null,
        false,
        !found.missing().isEmpty(),
        found.truncated(),
        context.calls(),
        Stream.concat(found.missing().stream(), found.warnings().stream()).toList());
  }
}
