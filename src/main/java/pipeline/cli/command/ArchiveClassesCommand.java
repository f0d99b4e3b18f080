package pipeline.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import pipeline.cli.console.LogLevel;
import pipeline.cli.result.CommandException;
import pipeline.cli.result.ExitCode;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.GlobalOptions;

@Command(
    name = "archive-classes",
    header = "Make the jar start in half the time on this machine.",
    description = {
      "",
      "Writes two files beside the jar: pipeline.jsa, its classes as this JVM keeps them in memory,"
          + " and pipeline.args, with the options that use it. The DAG's operator finds the first"
          + " by itself. It belongs to this JVM and this jar; make it again after either is"
          + " replaced. Any other leaves it alone, and starts as without one."
    },
    footer = {
      "",
      "Examples:",
      "  java -jar target/pipeline.jar archive-classes",
      "  java @target/pipeline.args run --date 2024-01-01"
    })
public final class ArchiveClassesCommand implements Callable<Integer> {
  private final CommandSession session;

  @ArgGroup(validate = false, order = 90, heading = "%nEverywhere:%n")
  private GlobalOptions common = new GlobalOptions();

  public ArchiveClassesCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.startLogging(common, LogLevel.INFO);
    session.checkFolders();
    session.console().print("A few seconds: a JVM runs every stage with a simulated Spotify.");
    try {
      Path arguments = session.cdsArchiver().archiveClasses();
      session.console().print("Made. By hand: java @" + arguments + " <command>");
      return ExitCode.OK.number();
    } catch (IOException failed) {
      throw new CommandException(
          ExitCode.CONFIGURATION,
          "no archive of classes could be made ("
              + failed.getMessage()
              + "): the jar works without one; to have it, use a JVM of OpenJDK, as a user who may"
              + " write into the jar's folder.",
          null);
    }
  }
}
