package pipeline.cli.command.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import pipeline.cli.command.DataCommand;
import pipeline.cli.console.ProgressTask;
import pipeline.cli.option.ColumnSelectionParser;
import pipeline.cli.option.DateRangeOptions;
import pipeline.cli.option.ExportFormat;
import pipeline.cli.option.OutputTarget;
import pipeline.cli.result.RunReport;
import pipeline.cli.result.StageResult;
import pipeline.cli.result.UsageException;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.RunContext;
import pipeline.export.ColumnSelection;
import pipeline.export.TableExporter;
import pipeline.lake.Lake;
import pipeline.output.Quantity;
import pipeline.output.RowFormat;
import pipeline.tables.stage.StageInputs;

@Command(
    name = "export",
    header = "Export the rows of a table as CSV or JSON lines.",
    description = {
      "",
      "Exports all columns of the table and the column ds (the date of the partition), unless"
          + " --columns selects columns. In CSV, a cell with a list contains JSON. An existing"
          + " output file is replaced only after the export is complete. Partitions of clean and"
          + " analytics must have passed the audits of load, unless --unaudited is given. The"
          + " default log level is warn."
    },
    footer = {
      "",
      "Examples:",
      "  pipeline export analytics/dim_album --date 2024-01-31 --output albums.csv",
      "  pipeline export clean/album_artists --date 2024-01-31 \\",
      "    --columns album_id..artist_spotify_url \\",
      "    --output s3://bucket/album_details.csv"
    })
public final class ExportCommand extends DataCommand {
  @Parameters(
      paramLabel = "<table>",
      description = "Layer and name of the table, such as clean/albums.")
  private String table = "";

  @Mixin DateRangeOptions dateRange = new DateRangeOptions();

  @Option(
      names = "--columns",
      order = 5,
      paramLabel = "<names>",
      description =
          "Columns to export, in this order, separated by commas; a..c selects all columns from a"
              + " to c. Default: all columns and ds.")
  private @Nullable String columns;

  @Option(
      names = "--format",
      order = 6,
      paramLabel = "<format>",
      description = "Output format: csv or jsonl. Default: the extension of --output, or csv.")
  private @Nullable ExportFormat format;

  @Option(
      names = {"-o", "--output"},
      order = 7,
      paramLabel = "<where>",
      description = "Output: a file, s3://bucket/name, or - for stdout. Default: -.")
  private @Nullable String output;

  @Option(
      names = "--formula-safe",
      order = 8,
      description =
          "CSV only: put an apostrophe before each text that a spreadsheet would read as a"
              + " formula.")
  private boolean formulaSafe;

  @Option(
      names = "--unaudited",
      order = 9,
      description = "Include partitions that have not passed the audits of load.")
  private boolean unaudited;

  public ExportCommand(CommandSession session) {
    super(session);
  }

  @Override
  @Nullable
  protected String dateText() {
    return dateRange.dateText();
  }

  @Override
  protected boolean hasDataOnStdout() {
    return OutputTarget.isStdout(output);
  }

  @Override
  protected void run(RunContext context, RunReport report) throws IOException {
    ColumnSelection selection = ColumnSelectionParser.parse(table, columns);
    LocalDate first = dateRange.first();
    LocalDate last = dateRange.last(context.today());
    RowFormat lines = rowFormat(selection);
    OutputTarget target = OutputTarget.create(output, session, context);
    Lake lake = context.lake();
    TableExporter export = new TableExporter(lake, selection, lines, unaudited);
    // Do not look up a single date, because reading a missing partition fails with a clear error.
    List<LocalDate> dates =
        dateRange.isSingleDate()
            ? List.of(first)
            : TableExporter.listDates(lake, selection.table(), first, last);
    List<String> warnings = gapWarnings(first, dates);
    long[] rows = new long[1];
    boolean changed = target.write(file -> rows[0] = write(export, dates, file, context));
    warnings.forEach(session.console()::print);
    report.add(
        StageResult.EMPTY.with(
            changed, Map.of(selection.table().qualifiedName(), rows[0]), warnings));
  }

  private RowFormat rowFormat(ColumnSelection selection) {
    ExportFormat selectedFormat = format != null ? format : ExportFormat.from(output);
    if (formulaSafe && selectedFormat != ExportFormat.CSV) {
      throw new UsageException(
          "--formula-safe requires --format csv; remove --formula-safe or select csv");
    }
    return selectedFormat.rowFormat(selection.columns(), formulaSafe);
  }

  /**
   * Writes the rows and returns their number. Starts again if a concurrent run replaces a
   * partition.
   */
  private long write(TableExporter export, List<LocalDate> dates, Path file, RunContext context) {
    return StageInputs.retryOnReplaced(
        () -> {
          try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
              ProgressTask progress = context.progress().start(spec.name(), dates.size())) {
            return export.write(dates, writer, progress::update);
          } catch (IOException failed) {
            throw new UncheckedIOException(failed);
          }
        });
  }

  /**
   * Returns a warning if dates of the range have no partition. The export succeeds despite these
   * gaps.
   */
  private List<String> gapWarnings(LocalDate first, List<LocalDate> dates) {
    LocalDate last = dateRange.last(dates.get(dates.size() - 1));
    Set<LocalDate> present = Set.copyOf(dates);
    List<String> missing =
        first
            .datesUntil(last.plusDays(1))
            .filter(date -> !present.contains(date))
            .map(LocalDate::toString)
            .toList();
    return missing.isEmpty()
        ? List.of()
        : List.of(
            "no partition for %s, such as %s"
                .formatted(Quantity.format(missing.size(), "date"), missing.get(0)));
  }
}
