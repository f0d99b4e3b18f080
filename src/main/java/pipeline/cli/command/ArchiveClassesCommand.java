package pipeline.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.slf4j.event.Level;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import pipeline.cli.result.CommandException;
import pipeline.cli.result.ExitCode;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.GlobalOptions;

@Command(
    name = "archive-classes",
    header = "Create a class-data archive that halves the start-up time.",
    description = {
      "",
      "Writes two files next to the jar. pipeline.jsa is the archive of loaded classes."
          + " pipeline.args contains the JVM options that use the archive. To start the jar with"
          + " them, run java @pipeline.args <command>. The Airflow tasks, and the script pipeline"
          + " next to the jar, use the archive if it exists. The archive works only with the"
          + " current JVM and the current jar. After you replace one of them, run this command"
          + " again."
    },
    footer = {
      "",
      "Examples:",
      "  target/pipeline archive-classes",
      "  target/pipeline run --date 2024-01-01"
    })
public final class ArchiveClassesCommand implements Callable<Integer> {
  private final CommandSession session;

  @ArgGroup(validate = false, order = 90, heading = "%nGeneral:%n")
  private GlobalOptions common = new GlobalOptions();

  public ArchiveClassesCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.startLogging(common, Level.INFO);
    session.checkFolders();
    session
        .console()
        .print(
            "Running all stages against a simulated Spotify to record the loaded classes. This"
                + " takes a few seconds.");
    try {
      Path arguments = session.services().cdsArchiver().archiveClasses();
      session
          .console()
          .print(
              "Created. Start the pipeline with: java %s <command>"
                  .formatted(ShellWord.quote("@" + arguments)));
      return ExitCode.OK.number();
    } catch (IOException failed) {
      throw new CommandException(
          ExitCode.CONFIGURATION,
          "cannot create the class-data archive: "
              + failed.getMessage()
              + "; run pipeline.jar with an OpenJDK JVM, as a user who can write to its folder");
    }
  }
}
