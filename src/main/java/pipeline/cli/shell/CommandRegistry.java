package pipeline.cli.shell;

import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Command;
import pipeline.cli.command.ArchiveClassesCommand;
import pipeline.cli.command.CompletionCommand;
import pipeline.cli.command.DoctorCommand;
import pipeline.cli.command.SimulateCommand;
import pipeline.cli.command.lake.ExportCommand;
import pipeline.cli.command.lake.PurgeCommand;
import pipeline.cli.command.lake.ReportCommand;
import pipeline.cli.command.lake.SqlCommand;
import pipeline.cli.command.lake.StatusCommand;
import pipeline.cli.command.spotify.AddRandomTrackCommand;
import pipeline.cli.command.spotify.ArtistAlbumsCommand;
import pipeline.cli.command.spotify.AuthorizeCommand;
import pipeline.cli.command.spotify.RateLimitCommand;
import pipeline.cli.command.spotify.SearchCommand;
import pipeline.cli.command.stage.BackfillCommand;
import pipeline.cli.command.stage.ExtractReleasesCommand;
import pipeline.cli.command.stage.ExtractTracksCommand;
import pipeline.cli.command.stage.LoadCommand;
import pipeline.cli.command.stage.RunCommand;
import pipeline.cli.command.stage.TransformCommand;
import pipeline.cli.run.CommandSession;

/**
 * All commands, in the order of the help. A command is made when it is asked for: picocli looks at
 * every option of every command that it is given, which costs more than starting Java.
 */
final class CommandRegistry {
  /**
   * A command that is not made yet.
   *
   * @param type carries the annotation with the header
   */
  record RegisteredCommand(
      String group, String name, Class<?> type, Function<CommandSession, Object> factory) {
    /** What it does, in a line. */
    String summary() {
      Command command = type.getAnnotation(Command.class);
      return command.header().length > 0 ? command.header()[0] : "";
    }
  }

  static final List<RegisteredCommand> ALL =
      List.of(
          entry(
              "Stages",
              "extract-releases",
              ExtractReleasesCommand.class,
              ExtractReleasesCommand::new),
          entry("Stages", "extract-tracks", ExtractTracksCommand.class, ExtractTracksCommand::new),
          entry("Stages", "transform", TransformCommand.class, TransformCommand::new),
          entry("Stages", "load", LoadCommand.class, LoadCommand::new),
          entry("Stages", "run", RunCommand.class, RunCommand::new),
          entry("Stages", "backfill", BackfillCommand.class, BackfillCommand::new),
          entry("Inspect", "doctor", DoctorCommand.class, DoctorCommand::new),
          entry("Inspect", "status", StatusCommand.class, StatusCommand::new),
          entry("Inspect", "sql", SqlCommand.class, SqlCommand::new),
          entry("Inspect", "export", ExportCommand.class, ExportCommand::new),
          entry("Inspect", "report", ReportCommand.class, ReportCommand::new),
          entry("Inspect", "purge", PurgeCommand.class, PurgeCommand::new),
          entry("Spotify", "search", SearchCommand.class, SearchCommand::new),
          entry("Spotify", "artist-albums", ArtistAlbumsCommand.class, ArtistAlbumsCommand::new),
          entry("Spotify", "rate-limit", RateLimitCommand.class, RateLimitCommand::new),
          entry("Spotify", "authorize", AuthorizeCommand.class, AuthorizeCommand::new),
          entry(
              "Spotify",
              "add-random-track",
              AddRandomTrackCommand.class,
              AddRandomTrackCommand::new),
          entry("Spotify", "simulate", SimulateCommand.class, SimulateCommand::new),
          entry(
              "Shell",
              "generate-completion",
              CompletionCommand.class,
              session -> new CompletionCommand()),
          entry(
              "Install",
              "archive-classes",
              ArchiveClassesCommand.class,
              ArchiveClassesCommand::new));

  private CommandRegistry() {}

  static List<String> names() {
    return ALL.stream().map(RegisteredCommand::name).toList();
  }

  private static RegisteredCommand entry(
      String group, String name, Class<?> type, Function<CommandSession, Object> factory) {
    return new RegisteredCommand(group, name, type, factory);
  }
}
