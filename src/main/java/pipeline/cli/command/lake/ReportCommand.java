package pipeline.cli.command.lake;

import java.nio.file.Files;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pipeline.cli.command.LakeCommand;
import pipeline.cli.option.OutputTarget;
import pipeline.cli.result.StageResult;
import pipeline.cli.result.UsageException;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.RunContext;
import pipeline.cli.run.RunReport;
import pipeline.lake.store.S3Address;
import pipeline.report.ReportData;
import pipeline.report.ReportDateRange;
import pipeline.report.ReportLoader;
import pipeline.report.page.ReportPage;
import pipeline.spotify.api.RequestStats;

@Command(
    name = "report",
    header = "Write a page of what is new, and how the runs went.",
    description = {
      "",
      "One HTML file that needs no network: tables and charts of a span of dates, from what load"
          + " published. A date without a partition is shown as a gap; one whose tables do not"
          + " belong together is left out, and named in the warnings.",
      "",
      "What earlier dates list counts for what is new, also before --from. The same tables give the"
          + " same bytes."
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
      description = "The first date, in UTC. Default: so that it is 30, or as many as were loaded.")
  private @Nullable LocalDate from;

  @Option(
      names = "--to",
      order = 2,
      paramLabel = "<YYYY-MM-DD>",
      description = "The last date. Default: the newest that was loaded.")
  private @Nullable LocalDate to;

  @Option(
      names = {"-o", "--output"},
      order = 3,
      paramLabel = "<file>",
      defaultValue = "report.html",
      description =
          "The page: a file, s3://bucket/name, or - for stdout. Default: ${DEFAULT-VALUE}.")
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
    OutputTarget target = OutputTarget.create(output, session, context);
    ReportData data = session.lakeProvider().use(context, lake -> read(new ReportLoader(lake)));
    report.addDetail("from", data.span().from());
    report.addDetail("to", data.span().to());
    report.addDetail("dates", data.loadedCount());
    report.addDetail("missing_dates", ReportDateRange.join(data.missingDates()));
    byte[] page = ReportPage.render(data);
    report.addDetail("output", outputLocation(context));
    report.addDetail("bytes", page.length);
    boolean changed = target.write(file -> Files.write(file, page));
    report.add(
        new StageResult(
            changed, data.rows(), null, false, false, false, RequestStats.NONE, data.alarms()));
  }

  /** Whole, for who looks for it from another folder. */
  private String outputLocation(RunContext context) {
    return hasDataOnStdout() || S3Address.isS3(output)
        ? output
        : context.workingFolder().resolve(output).toAbsolutePath().normalize().toString();
  }

  private ReportData read(ReportLoader reader) {
    ReportDateRange span;
    try {
      span = reader.span(from, to);
    } catch (IllegalArgumentException impossible) {
      throw new UsageException("--from and --to: " + impossible.getMessage());
    }
    return reader.read(span);
  }
}
