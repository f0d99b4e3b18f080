package pipeline.cli.command;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "generate-completion",
    header = "Print the completion script for bash and zsh.",
    footer = {"", "Example:", "  source <(pipeline generate-completion)"})
public final class CompletionCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create(); // picocli replaces this placeholder

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(AutoComplete.bash("pipeline", spec.root().commandLine()));
    out.flush();
  }
}
