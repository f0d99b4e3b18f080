package pipeline.cli.shell;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import pipeline.cli.run.Version;

@Command(
    name = "pipeline",
    versionProvider = Version.class,
    header = "Write Spotify's new releases to Parquet, with one command per stage.",
    footer = {
      "",
      "Examples:",
      "  pipeline run --date 2024-01-01 --simulate    try it without an account",
      "  pipeline extract-releases --date 2024-01-01",
      "  pipeline load --help                         show the options of a command",
      "",
      "Precedence of settings: option, environment variable, .env, default.",
      "Each result is one line of JSON on stdout, or on stderr if stdout has data.",
      "Logs go to stderr."
    })
final class RootCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create(); // picocli replaces this placeholder

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and the commit.")
  boolean version;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "no command is given; write for example pipeline run --date 2024-01-01 --simulate");
  }
}
