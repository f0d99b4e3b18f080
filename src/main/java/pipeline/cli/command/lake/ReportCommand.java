package pipeline.cli.command.lake;

import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pipeline.cli.command.LakeCommand;
import pipeline.cli.option.OptionChecks;
import pipeline.cli.option.OutputTarget;
import pipeline.cli.result.RunReport;
import pipeline.cli.result.StageResult;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.RunContext;
import pipeline.lake.store.LakeLocation.S3Location;
import pipeline.report.ReportData;
import pipeline.report.ReportLoader;
import pipeline.report.page.ReportPage;
import pipeline.tables.stage.DateRanges;
import pipeline.tables.stage.DateRanges.DateRange;

@Command(
    name = "report",
    header = "Write an HTML report on new releases and the pipeline's runs.",
    description = {
      "",
      "The report is one HTML file that needs no network. It shows tables and charts for a range"
          + " of dates, from the tables that load published. A date without a partition appears"
          + " as a gap. A date whose tables are damaged or outdated is left out and named in a"
          + " warning.",
      "",
      "An album is new on the first date on which a source lists it, even if that date is before"
          + " --from. Each source counts separately. The same tables always result in the same"
          + " file, byte for byte."
    },
    footer = {
      "",
      "Examples:",
      "  pipeline report",
      "  pipeline report --from 2024-01-01 --to 2024-01-31 --output january.html",
      "  pipeline report --output s3://my-reports/music/latest.html"
    })
public final class ReportCommand extends LakeCommand {
  @Option(
      names = "--from",
      order = 1,
      paramLabel = "<YYYY-MM-DD>",
      description =
          "First date, in UTC. Default: 29 days before the last date, or the oldest loaded date"
              + " if that is later.")
  private @Nullable LocalDate from;

  @Option(
      names = "--to",
      order = 2,
      paramLabel = "<YYYY-MM-DD>",
      description = "Last date, in UTC. Default: the newest loaded date.")
  private @Nullable LocalDate to;

  @Option(
      names = {"-o", "--output"},
      order = 3,
      paramLabel = "<file>",
      defaultValue = "report.html",
      description = "Output: a file, s3://bucket/name, or - for stdout. Default: ${DEFAULT-VALUE}.")
  private String output = "";

  public ReportCommand(CommandSession session) {
    super(session);
  }

  @Override
  @Nullable
  protected String dateText() {
    return from == null || to == null ? null : from + "/" + to;
  }

  @Override
  protected boolean hasDataOnStdout() {
    return OutputTarget.isStdout(output);
  }

  @Override
  protected void run(RunContext context, RunReport report) throws Exception {
    if (from != null && to != null) {
      OptionChecks.checkOrder(from, to);
    }
    OutputTarget target = OutputTarget.create(output, session, context);
    ReportLoader loader = new ReportLoader(context.lake());
    ReportData data = loader.read(loader.resolveRange(from, to));
    report.addDetail("from", data.range().first());
    report.addDetail("to", data.range().last());
    report.addDetail("dates", data.loadedCount());
    report.addDetail("missing_dates", missingDates(data));
    byte[] page = ReportPage.render(data);
    report.addDetail("output", outputLocation(context));
    report.addDetail("bytes", page.length);
    boolean changed = target.write(file -> Files.write(file, page));
    report.add(StageResult.EMPTY.with(changed, data.rows(), data.warnings()));
  }

  /** Returns the output as an S3 address, an absolute file path, or {@code -} for stdout. */
  private String outputLocation(RunContext context) {
    return hasDataOnStdout() || S3Location.isS3(output)
        ? output
        : context.workingFolder().resolve(output).toAbsolutePath().normalize().toString();
  }

  private static List<String> missingDates(ReportData data) {
    return DateRanges.from(data.missingDates()).stream().map(DateRange::interval).toList();
  }
}
