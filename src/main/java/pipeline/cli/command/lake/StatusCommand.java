package pipeline.cli.command.lake;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pipeline.cli.command.DataCommand;
import pipeline.cli.command.IcebergAccess;
import pipeline.cli.console.OutputFormat;
import pipeline.cli.console.StdoutTerminal;
import pipeline.cli.option.OptionChecks;
import pipeline.cli.result.RunReport;
import pipeline.cli.result.StageResult;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.RunContext;
import pipeline.cli.settings.ConfigurationException;
import pipeline.iceberg.IcebergTables;
import pipeline.iceberg.PublishedDates;
import pipeline.lake.Lake;
import pipeline.lake.store.LakeException;
import pipeline.purge.WorkFile;
import pipeline.purge.WorkFileScanner;
import pipeline.spotify.quota.FamilyUsage;
import pipeline.status.DateStatus;
import pipeline.status.LakeStatus;
import pipeline.status.RepairStep;
import pipeline.status.StatusJson;
import pipeline.status.StatusScanner;
import pipeline.status.StatusText;
import pipeline.tables.stage.DateRanges.DateRange;

@Command(
    name = "status",
    header = "Show the state of each date's partitions and the commands that repair them.",
    description = {
      "",
      "Prints one row per date with its row counts, size, age and source. Marks partitions that are"
          + " missing, damaged, or outdated because an input was replaced. Then prints the commands"
          + " that repair these partitions. Also prints the files of runs in work/, and the calls"
          + " to Spotify in the last 24 hours. Reads only footers and changes nothing. The exit"
          + " code is 0 even if partitions need repair. The default log level is warn.",
      "",
      "If ICEBERG_CATALOG is set, also compares the Iceberg tables with the partitions. The state"
          + " of a date is ok, missing, outdated, or extra (only the Iceberg tables have the date)."
          + " If only some tables of the date are published, the state is their number, such as 3"
          + " of 14."
    },
    footer = {
      "",
      "Examples:",
      "  pipeline status",
      "  pipeline status --from 2024-01-01 --to 2024-01-31 --format json",
      "  pipeline status --from 2024-01-31 --to 2024-01-31 --tables"
    })
public final class StatusCommand extends DataCommand {
  private static final int DEFAULT_DATES = 14;
  private static final int MAX_WIDTH = 100;

  @Option(
      names = "--from",
      order = 1,
      paramLabel = "<YYYY-MM-DD>",
      description = "First date, in UTC. Default: 13 days before the last date.")
  private @Nullable LocalDate from;

  @Option(
      names = "--to",
      order = 1,
      paramLabel = "<YYYY-MM-DD>",
      description = "Last date, in UTC. Default: today.")
  private @Nullable LocalDate to;

  @Option(names = "--tables", order = 2, description = "Print one row per partition.")
  private boolean tables;

  @Option(
      names = "--format",
      order = 2,
      paramLabel = "<format>",
      description =
          "Output format: text, or json for one object with all partitions. Default: text.")
  private OutputFormat format = OutputFormat.TEXT;

  private final List<String> warnings = new ArrayList<>();

  public StatusCommand(CommandSession session) {
    super(session);
  }

  private DateRange span() {
    LocalDate today = LocalDate.ofInstant(session.process().clock().instant(), ZoneOffset.UTC);
    LocalDate last = to == null ? today : to;
    return new DateRange(from == null ? last.minusDays(DEFAULT_DATES - 1) : from, last);
  }

  @Override
  protected String dateText() {
    return span().interval();
  }

  @Override
  protected void run(RunContext context, RunReport report) {
    DateRange span = span();
    OptionChecks.checkOrder(span.first(), span.last());
    LakeStatus status = scan(context.lake(), span, context);
    print(status);
    report.addDetail("dates", status.dates().size());
    report.addDetail("complete", status.completeCount());
    report.addDetail("to_do", status.repairSteps().size());
    if (status.dates().stream().anyMatch(date -> date.iceberg().isPresent())) {
      report.addDetail("iceberg_published", status.publishedCount());
    }
    report.add(StageResult.EMPTY.withWarnings(warnings));
  }

  private LakeStatus scan(Lake lake, DateRange span, RunContext context) {
    Instant now = context.clock().instant();
    String kind = RepairArguments.dataMode(lake, warnings);
    List<DateStatus> dates = new StatusScanner(lake, now).scan(span);
    if (context.settings().icebergCatalog().isPresent()) {
      dates = compareWithIceberg(dates, span, context);
    }
    List<WorkFile> workFiles =
        listWorkFiles(new WorkFileScanner(lake, WorkFileScanner.DEFAULT_RETENTION));
    return new LakeStatus(
        lake.uri(),
        kind,
        span,
        now,
        dates,
        RepairStep.from(dates, RepairArguments.format(lakeOption.lake, kind, context)),
        workFiles,
        calls(context),
        "purge --work --yes" + RepairArguments.lake(lakeOption.lake));
  }

  /**
   * Returns the dates with the states of the Iceberg tables. If the tables cannot be read, adds a
   * warning and no states.
   */
  private List<DateStatus> compareWithIceberg(
      List<DateStatus> dates, DateRange span, RunContext context) {
    try (IcebergTables iceberg = IcebergAccess.open(context)) {
      PublishedDates published =
          PublishedDates.read(context.lake(), iceberg, span.first(), span.last());
      // Not a lambda, because picocli would load the types of its parameters even without a
      // catalog.
      return DateStatus.compareAll(dates, published);
    } catch (LakeException unreadable) {
      warnings.add("cannot read the Iceberg tables: " + unreadable.getMessage());
      return dates;
    }
  }

  /**
   * Returns the files in work/. Adds a warning if incomplete uploads cannot be listed, for example
   * because the user has read access only.
   */
  private List<WorkFile> listWorkFiles(WorkFileScanner scanner) {
    List<WorkFile> workFiles = new ArrayList<>(scanner.listFiles());
    try {
      workFiles.addAll(scanner.listIncompleteUploads());
    } catch (LakeException denied) {
      warnings.add(String.valueOf(denied.getMessage()));
    }
    return workFiles;
  }

  /** Returns the calls to Spotify. Adds a warning if they cannot be read. */
  private List<FamilyUsage> calls(RunContext context) {
    try {
      return session.services().spotify().usage(context);
    } catch (LakeException | ConfigurationException unreadable) {
      warnings.add("cannot read the number of calls to Spotify: " + unreadable.getMessage());
      return List.of();
    }
  }

  private void print(LakeStatus status) {
    warnings.forEach(session.console()::print);
    if (format == OutputFormat.JSON) {
      session.print(StatusJson.format(status) + "\n");
    } else {
      StdoutTerminal screen = session.process().screen();
      int width =
          screen.isTerminal() ? Math.min(MAX_WIDTH, screen.columns().getAsInt()) : MAX_WIDTH;
      StatusText table = new StatusText(status, width);
      session.print(tables ? table.byTable() : table.byDate());
    }
  }
}
