package pipeline.status;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.output.ByteSize;
import pipeline.output.Column;
import pipeline.output.ResultTable;
import pipeline.output.TextTable;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Tables;

/** A status for people: a row a date, or a row a partition; then what to do. */
public final class StatusTable {
  /** The longest mark with room for a comma. */
  private static final int MIN_FLAGS_WIDTH = 16;

  private static final List<Column> DATES =
      List.of(
          Column.text("date", "date"),
          Column.text("releases", "releases"),
          Column.text("tracks", "tracks"),
          Column.text("clean", "clean"),
          Column.text("analytics", "analytics"),
          Column.number("size", "size"),
          Column.number("age", "age"),
          Column.text("marks", "source, marks"));
  private static final List<Column> PARTITIONS =
      List.of(
          Column.text("table", "table"),
          Column.text("state", "state"),
          Column.number("rows", "rows"),
          Column.number("size", "size"),
          Column.number("age", "age"),
          Column.text("marks", "source, marks"));

  private final LakeStatus status;
  private final int width;

  /**
   * @param width of the screen
   */
  public StatusTable(LakeStatus status, int width) {
    this.status = status;
    this.width = width;
  }

  /** A row a date. */
  public String byDate() {
    List<List<@Nullable Object>> cells = status.dates().stream().map(this::row).toList();
    int flagsWidth = width - widthBeforeFlags(cells);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      List<@Nullable Object> row = cells.get(i);
      for (String line :
          lines(StatusFlags.list(status.dates().get(i)), Math.max(MIN_FLAGS_WIDTH, flagsWidth))) {
        row.add(line);
        rows.add(row);
        row = new ArrayList<>(Collections.nCopies(DATES.size() - 1, null));
      }
    }
    return heading() + table(new ResultTable("dates", DATES, rows)) + "\n" + summary();
  }

  /** How wide the columns before the marks are. */
  private static int widthBeforeFlags(List<List<@Nullable Object>> rows) {
    int sum = 0;
    for (int i = 0; i < DATES.size() - 1; i++) {
      int column = i;
      int widest =
          rows.stream()
              .mapToInt(row -> row.get(column) == null ? 0 : row.get(column).toString().length())
              .max()
              .orElse(0);
      sum += Math.max(widest, DATES.get(i).heading().length()) + 2;
    }
    return sum;
  }

  /** A row a partition, under its date. */
  public String byTable() {
    StringBuilder text = new StringBuilder(heading());
    for (DateStatus date : status.dates()) {
      text.append(date.ds()).append('\n');
      if (date.tables().stream().allMatch(table -> table.state().isAbsent())) {
        text.append("  ").append(label(date.tables().get(0).state())).append("\n\n");
      } else {
        text.append(partitionTable(date)).append('\n');
      }
    }
    return text + summary();
  }

  private String heading() {
    return "%s, %s: %s\n\n".formatted(status.lake(), status.dataMode(), status.span());
  }

  private String table(ResultTable table) {
    return TextTable.format(table, width);
  }

  /** As lines of a width, for marks are never cut, however wide the other columns are. */
  private static List<String> lines(List<String> flags, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String flag : flags) {
      if (!line.isEmpty()) {
        line.append(',');
        if (line.length() + 2 + flag.length() > width) {
          lines.add(line.toString());
          line.setLength(0);
        } else {
          line.append(' ');
        }
      }
      line.append(flag);
    }
    lines.add(line.toString());
    return lines;
  }

  private List<@Nullable Object> row(DateStatus date) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(date.ds().toString());
    row.add(cell(List.of(date.table(RawRelease.TABLE)), rows(date, RawRelease.TABLE)));
    row.add(cell(List.of(date.table(RawTrack.TABLE)), rows(date, RawTrack.TABLE)));
    row.add(cell(tables(date, Tables.CLEAN), "ok"));
    row.add(cell(tables(date, Tables.ANALYTICS), "ok"));
    row.add(date.bytes() == 0 ? null : ByteSize.format(date.bytes()));
    row.add(
        date.modifiedAt()
            .map(modifiedAt -> RelativeAge.format(modifiedAt, status.checkedAt()))
            .orElse(null));
    return row;
  }

  private static String rows(DateStatus date, Table<?> table) {
    return date.table(table)
        .footer()
        .map(PartitionMetadata::rows)
        .map(StatusTable::formatNumber)
        .orElse("");
  }

  private static String formatNumber(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static List<TableStatus> tables(DateStatus date, List<Table<?>> tables) {
    return tables.stream().map(date::table).toList();
  }

  /** One state for several tables: the worst. */
  private static String cell(List<TableStatus> tables, String ok) {
    PartitionState worst =
        tables.stream()
            .map(TableStatus::state)
            .max(Comparator.naturalOrder())
            .orElse(PartitionState.OK);
    long present = tables.stream().filter(table -> !table.state().isAbsent()).count();
    if (worst == PartitionState.OK) {
      return PartitionState.OK.symbol() + " " + ok;
    }
    return worst.isAbsent() && present > 0 ? "! " + present + " of " + tables.size() : label(worst);
  }

  private static String label(PartitionState state) {
    return state.symbol() + " " + state.label();
  }

  private String partitionTable(DateStatus date) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (TableStatus table : date.tables()) {
      List<@Nullable Object> row = new ArrayList<>();
      row.add("  " + table.table());
      row.add(label(table.state()));
      row.add(
          table.footer().map(PartitionMetadata::rows).map(StatusTable::formatNumber).orElse(null));
      row.add(table.partition() == null ? null : ByteSize.format(table.bytes()));
      row.add(
          table
              .modifiedAt()
              .map(modifiedAt -> RelativeAge.format(modifiedAt, status.checkedAt()))
              .orElse(null));
      row.add(String.join(", ", StatusFlags.list(table)));
      rows.add(row);
    }
    return table(new ResultTable("partitions", PARTITIONS, rows));
  }

  private String summary() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%d of %d %s complete.\n"
            .formatted(
                status.completeCount(),
                status.dates().size(),
                status.dates().size() == 1 ? "date" : "dates"));
    for (RepairStep step : status.repairSteps()) {
      text.append('\n').append(step.span()).append(": ").append(step.reason()).append('\n');
      step.commands().forEach(command -> text.append("    pipeline ").append(command).append('\n'));
    }
    return text.append(workSummary()).toString();
  }

  private String workSummary() {
    List<WorkSummary> kinds = WorkSummary.summarize(status.workFiles(), status.checkedAt());
    if (kinds.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("\nOutside the tables:\n");
    int expired = 0;
    for (WorkSummary kind : kinds) {
      text.append(line(kind)).append('\n');
      expired += kind.expired();
    }
    return expired == 0 ? text.toString() : text + "    pipeline " + status.purgeCommand() + "\n";
  }

  private String line(WorkSummary kind) {
    return "  %-20s %5d  %7s  oldest %s, %d may go"
        .formatted(
            kind.kind(),
            kind.objects(),
            kind.bytes() == 0 ? "" : ByteSize.format(kind.bytes()),
            RelativeAge.format(kind.usedAt(), status.checkedAt()),
            kind.expired());
  }
}
