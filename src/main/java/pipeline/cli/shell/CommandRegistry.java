package pipeline.cli.shell;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import picocli.CommandLine.Command;
import pipeline.cli.command.ArchiveClassesCommand;
import pipeline.cli.command.CompletionCommand;
import pipeline.cli.command.DoctorCommand;
import pipeline.cli.command.SimulateCommand;
import pipeline.cli.command.lake.ExpireIcebergCommand;
import pipeline.cli.command.lake.ExportCommand;
import pipeline.cli.command.lake.PublishIcebergCommand;
import pipeline.cli.command.lake.PurgeCommand;
import pipeline.cli.command.lake.ReportCommand;
import pipeline.cli.command.lake.SqlCommand;
import pipeline.cli.command.lake.StatusCommand;
import pipeline.cli.command.lake.VerifyCommand;
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
 * All commands, in the order of the help. Only the selected command is created: picocli inspects
 * every option of each created command, and inspecting all commands takes longer than starting
 * Java.
 */
final class CommandRegistry {
  /**
   * A command that can be created.
   *
   * @param type the command's class, which has picocli's annotation {@code Command}
   */
  record RegisteredCommand(String group, Class<?> type, Function<CommandSession, Object> factory) {
    String name() {
      return annotation().name();
    }

    /** Returns one line that describes the command. */
    String summary() {
      return annotation().header()[0];
    }

    private Command annotation() {
      return Objects.requireNonNull(type.getAnnotation(Command.class));
    }
  }

  static final List<RegisteredCommand> ALL =
      List.of(
          new RegisteredCommand(
              "Stages", ExtractReleasesCommand.class, ExtractReleasesCommand::new),
          new RegisteredCommand("Stages", ExtractTracksCommand.class, ExtractTracksCommand::new),
          new RegisteredCommand("Stages", TransformCommand.class, TransformCommand::new),
          new RegisteredCommand("Stages", LoadCommand.class, LoadCommand::new),
          new RegisteredCommand("Stages", RunCommand.class, RunCommand::new),
          new RegisteredCommand("Stages", BackfillCommand.class, BackfillCommand::new),
          new RegisteredCommand("Iceberg", PublishIcebergCommand.class, PublishIcebergCommand::new),
          new RegisteredCommand("Iceberg", ExpireIcebergCommand.class, ExpireIcebergCommand::new),
          new RegisteredCommand("Inspect", DoctorCommand.class, DoctorCommand::new),
          new RegisteredCommand("Inspect", StatusCommand.class, StatusCommand::new),
          new RegisteredCommand("Inspect", VerifyCommand.class, VerifyCommand::new),
          new RegisteredCommand("Inspect", SqlCommand.class, SqlCommand::new),
          new RegisteredCommand("Inspect", ExportCommand.class, ExportCommand::new),
          new RegisteredCommand("Inspect", ReportCommand.class, ReportCommand::new),
          new RegisteredCommand("Inspect", PurgeCommand.class, PurgeCommand::new),
          new RegisteredCommand("Spotify", SearchCommand.class, SearchCommand::new),
          new RegisteredCommand("Spotify", ArtistAlbumsCommand.class, ArtistAlbumsCommand::new),
          new RegisteredCommand("Spotify", RateLimitCommand.class, RateLimitCommand::new),
          new RegisteredCommand("Spotify", AuthorizeCommand.class, AuthorizeCommand::new),
          new RegisteredCommand("Spotify", AddRandomTrackCommand.class, AddRandomTrackCommand::new),
          new RegisteredCommand("Spotify", SimulateCommand.class, SimulateCommand::new),
          new RegisteredCommand(
              "Shell", CompletionCommand.class, session -> new CompletionCommand()),
          new RegisteredCommand(
              "Install", ArchiveClassesCommand.class, ArchiveClassesCommand::new));

  private CommandRegistry() {}

  static List<String> names() {
    return ALL.stream().map(RegisteredCommand::name).toList();
  }
}
