package pipeline.cli.command;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pipeline.cli.console.OutputFormat;
import pipeline.cli.result.CommandException;
import pipeline.cli.result.ExitCode;
import pipeline.cli.result.ExitCodeMapper;
import pipeline.cli.result.FailureInfo;
import pipeline.cli.result.RunReport;
import pipeline.cli.result.StageResult;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.RunContext;
import pipeline.doctor.CheckResult;
import pipeline.doctor.CheckResult.CheckLevel;
import pipeline.doctor.DoctorOutput;
import pipeline.doctor.NamedCheckResult;

@Command(
    name = "doctor",
    header = "Check Java, the lake, the credentials and Spotify for problems.",
    description = {
      "",
      "Checks Java and its class-data archive, the permissions of files with secrets, the lake (by"
          + " writing to work/), its tables, the clocks, the credentials, the permissions of the"
          + " Spotify app (by at most four requests, not counting retries) and a stored rate-limit"
          + " block. Each check reports OK, WARN or FAIL, and a remedy if there is a problem. The"
          + " exit code is that of the first FAIL, or 0 if there is none. The default log level is"
          + " warn.",
      "",
      "If ICEBERG_CATALOG is set, also checks the catalog of the Iceberg tables."
    },
    footer = {
      "",
      "Examples:",
      "  pipeline doctor",
      "  pipeline doctor --dags /opt/airflow/dags --format json",
      "  pipeline doctor --simulate"
    })
public final class DoctorCommand extends DataCommand {
  @Option(
      names = "--dags",
      order = 1,
      paramLabel = "<folder>",
      description = "Airflow's DAG folder, to compare its files with the DAG files in this jar.")
  private @Nullable Path dags;

  @Option(
      names = "--format",
      order = 2,
      paramLabel = "<format>",
      description = "Output format: text, or json for one object with all checks. Default: text.")
  private OutputFormat format = OutputFormat.TEXT;

  public DoctorCommand(CommandSession session) {
    super(session);
  }

  @Override
  protected void run(RunContext context, RunReport report) {
    List<NamedCheckResult> found =
        session.services().healthChecks().run(dags, context, this::print);
    if (format == OutputFormat.JSON) {
      session.print(DoctorOutput.formatJson(found) + "\n");
    }
    report.add(StageResult.fromStats(context.requestStats()));
    Map<CheckLevel, Integer> counts = new EnumMap<>(CheckLevel.class);
    found.forEach(result -> counts.merge(result.result().level(), 1, Integer::sum));
    for (CheckLevel level : CheckLevel.values()) {
      report.addDetail(level.name().toLowerCase(Locale.ROOT), counts.getOrDefault(level, 0));
    }
    found.stream()
        .filter(result -> result.result().level() == CheckLevel.FAIL)
        .findFirst()
        .ifPresent(
            first -> {
              throw failure(first, counts.getOrDefault(CheckLevel.FAIL, 0));
            });
  }

  private void print(NamedCheckResult result) {
    if (format == OutputFormat.TEXT) {
      session.print(DoctorOutput.formatText(result));
    }
  }

  /** Returns the failure of the command, with the exit code of the first failed check. */
  private static CommandException failure(NamedCheckResult first, int failed) {
    CheckResult result = first.result();
    FailureInfo info =
        result.failure() == null
            ? new FailureInfo(ExitCode.CONFIGURATION, result.message() + ". " + result.remedy())
            : ExitCodeMapper.toFailure(result.failure());
    String count = failed == 1 ? "one check failed" : failed + " checks failed; the first is";
    String message = "%s: %s: %s".formatted(count, first.name(), info.message());
    return new CommandException(new FailureInfo(info.code(), message, info.retryAt()));
  }
}
