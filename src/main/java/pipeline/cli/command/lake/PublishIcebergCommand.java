package pipeline.cli.command.lake;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pipeline.cli.command.IcebergAccess;
import pipeline.cli.command.LakeCommand;
import pipeline.cli.console.ProgressTask;
import pipeline.cli.option.ColumnSelectionParser;
import pipeline.cli.option.DateRangeOptions;
import pipeline.cli.result.RunReport;
import pipeline.cli.result.StageResult;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.RunContext;
import pipeline.iceberg.IcebergPublisher;
import pipeline.iceberg.IcebergPublisher.PublishedTable;
import pipeline.iceberg.IcebergTables;
import pipeline.lake.Lake;
import pipeline.lake.Table;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.StageException;
import pipeline.tables.stage.StageException.StageFailureReason;

@Command(
    name = "publish-iceberg",
    header = "Publish loaded dates as Iceberg tables.",
    description = {
      "",
      "Copies the partitions of each date to new data files, and commits these files to the Iceberg"
          + " tables as the rows of that date. A table that already has these rows is left"
          + " unchanged. Queries that read an earlier snapshot are not affected.",
      "",
      "The setting ICEBERG_CATALOG selects the catalog: folder, which needs no server, or rest:URL"
          + " for a REST catalog. Default: folder."
    },
    footer = {
      "",
      "Examples:",
      "  pipeline publish-iceberg --date 2024-01-31",
      "  pipeline publish-iceberg --from 2024-01-01 --to 2024-01-31 \\",
      "    --tables analytics/fact_release,analytics/dim_album"
    })
public final class PublishIcebergCommand extends LakeCommand {
  @Mixin DateRangeOptions dateRange = new DateRangeOptions();

  @Option(
      names = "--tables",
      order = 5,
      paramLabel = "<names>",
      description =
          "Tables to publish, such as analytics/fact_release, separated by commas. Default: all"
              + " tables.")
  private @Nullable String selected;

  public PublishIcebergCommand(CommandSession session) {
    super(session);
  }

  @Override
  @Nullable
  protected String dateText() {
    return dateRange.dateText();
  }

  @Override
  protected void run(RunContext context, RunReport report) {
    List<Table<?>> tables = tables();
    LocalDate first = dateRange.first();
    LocalDate last = dateRange.last(context.today());
    Lake lake = context.lake();
    List<LocalDate> dates =
        dateRange.isSingleDate() ? List.of(first) : loadedDates(lake, first, last);
    try (IcebergTables target = IcebergAccess.open(context);
        ProgressTask progress = context.progress().start(spec.name(), dates.size())) {
      IcebergPublisher publisher = new IcebergPublisher(lake, target, context.runId());
      if (dateRange.isSingleDate()) {
        add(report, publisher.publish(first, tables), progress);
      } else {
        publisher.publish(dates, tables, published -> add(report, published, progress));
      }
    }
  }

  private static void add(RunReport report, List<PublishedTable> published, ProgressTask progress) {
    report.add(result(published));
    progress.advance(1);
  }

  private List<Table<?>> tables() {
    if (selected == null) {
      return Tables.all();
    }
    Set<Table<?>> tables = new LinkedHashSet<>();
    for (String name : selected.split(",", -1)) {
      tables.add(ColumnSelectionParser.requireTable(name.strip()));
    }
    return List.copyOf(tables);
  }

  private static List<LocalDate> loadedDates(Lake lake, LocalDate first, LocalDate last) {
    List<LocalDate> dates = lake.listDates(PartitionEntry.TABLE, first, last);
    if (dates.isEmpty()) {
      throw new StageException(
          StageFailureReason.INPUT_MISSING,
          "no loaded date from %s to %s: %s; run the four stages first"
              .formatted(first, last, lake.uri()));
    }
    return dates;
  }

  private static StageResult result(List<PublishedTable> published) {
    Map<String, Long> rows = new LinkedHashMap<>();
    published.forEach(table -> rows.put(table.table().qualifiedName(), table.rows()));
    boolean isChanged = published.stream().anyMatch(PublishedTable::changed);
    return StageResult.EMPTY.with(isChanged, rows, List.of());
  }
}
