package pipeline.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;
import pipeline.output.ByteSize;
import pipeline.output.Column;
import pipeline.output.ResultTable;
import pipeline.output.TextTable;
import pipeline.spotify.quota.FamilyUsage;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Tables;

/**
 * A status as text: a table, the commands that repair the dates, the work files, and the calls to
 * Spotify.
 *
 * @param width the width of the terminal in columns
 */
public record StatusText(LakeStatus status, int width) {
  /** The minimum width of the column with the flags, in characters. Each flag and a comma fit. */
  private static final int MIN_FLAGS_WIDTH = 16;

  private static final String GAP = "  ";
  private static final String FLAGS_HEADING = "source, flags";
  private static final List<Column> DATES =
      List.of(
          Column.text("date", "date"),
          Column.text("releases", "releases"),
          Column.text("tracks", "tracks"),
          Column.text("clean", "clean"),
          Column.text("analytics", "analytics"),
          Column.text("iceberg", "iceberg"),
          Column.number("size", "size"),
          Column.number("age", "age"));
  private static final List<Column> PARTITIONS =
      List.of(
          Column.text("table", "table"),
          Column.text("state", "state"),
          Column.text("iceberg", "iceberg"),
          Column.number("rows", "rows"),
          Column.number("size", "size"),
          Column.number("age", "age"),
          Column.text("flags", FLAGS_HEADING));

  /** Returns a text with one row per date. */
  public String byDate() {
    List<String> rows =
        TextTable.format(
                new ResultTable("dates", DATES, status.dates().stream().map(this::row).toList()),
                width - GAP.length() - MIN_FLAGS_WIDTH)
            .lines()
            .toList();
    int flagsStart = rows.stream().mapToInt(String::length).max().orElse(0) + GAP.length();
    StringBuilder text = new StringBuilder(heading());
    addLine(text, rows.get(0), flagsStart, FLAGS_HEADING);
    for (int i = 0; i < status.dates().size(); i++) {
      String row = rows.get(i + 1);
      for (String flags :
          wrap(
              StatusFlags.list(status.dates().get(i)),
              Math.max(MIN_FLAGS_WIDTH, width - flagsStart))) {
        addLine(text, row, flagsStart, flags);
        row = "";
      }
    }
    return text.append('\n').append(summary()).toString();
  }

  private static void addLine(StringBuilder text, String row, int flagsStart, String flags) {
    String padding = " ".repeat(flagsStart - row.length());
    text.append((row + padding + flags).stripTrailing()).append('\n');
  }

  /**
   * Returns the flags in lines of at most this width. A line can be wider only if it has a single
   * flag.
   */
  private static List<String> wrap(List<String> flags, int width) {
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

  /** Returns a text with one row per partition, grouped by date. */
  public String byTable() {
    StringBuilder text = new StringBuilder(heading());
    for (DateStatus date : status.dates()) {
      text.append(date.ds()).append('\n');
      boolean isAbsent = date.tables().stream().allMatch(table -> table.state().isAbsent());
      if (isAbsent && date.iceberg().filter(IcebergState.EXTRA::equals).isEmpty()) {
        text.append(GAP).append(label(date.tables().get(0).state())).append("\n\n");
      } else {
        text.append(partitionTable(date)).append('\n');
      }
    }
    return text + summary();
  }

  private String heading() {
    return "%s, %s: %s\n\n".formatted(status.lake(), status.dataMode(), status.span());
  }

  private List<@Nullable Object> row(DateStatus date) {
    return Arrays.asList(
        date.ds().toString(),
        cell(List.of(date.table(RawRelease.TABLE)), rows(date.table(RawRelease.TABLE))),
        cell(List.of(date.table(RawTrack.TABLE)), rows(date.table(RawTrack.TABLE))),
        cell(tables(date, Tables.CLEAN), "ok"),
        cell(tables(date, Tables.ANALYTICS), "ok"),
        date.iceberg().map(state -> cell(state, date.tables())).orElse(null),
        date.bytes() == 0 ? null : ByteSize.format(date.bytes()),
        age(date.modifiedAt()));
  }

  private static @Nullable String rows(TableStatus table) {
    return table
        .footer()
        .map(footer -> String.format(Locale.ROOT, "%,d", footer.rows()))
        .orElse(null);
  }

  private @Nullable String age(Optional<Instant> modifiedAt) {
    return modifiedAt.map(this::formatAge).orElse(null);
  }

  /** Returns the time since an instant in one unit: {@code 5 min}, {@code 3 h}, {@code 12 d}. */
  private String formatAge(Instant instant) {
    Duration age = Duration.between(instant, status.checkedAt());
    if (age.toDays() >= 2) {
      return age.toDays() + " d";
    }
    return age.toHours() >= 1 ? age.toHours() + " h" : Math.max(0, age.toMinutes()) + " min";
  }

  private static List<TableStatus> tables(DateStatus date, List<Table<?>> tables) {
    return tables.stream().map(date::table).toList();
  }

  /**
   * Returns the cell for several tables. If some tables do not exist and all others are ok, the
   * cell contains the number of existing tables. Otherwise, it contains the worst state.
   *
   * @param ok the text that replaces the state if all tables are ok
   */
  private static String cell(List<TableStatus> tables, @Nullable String ok) {
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

  private static String cell(IcebergState state, List<TableStatus> tables) {
    if (state != IcebergState.PARTLY) {
      return label(state);
    }
    long published =
        tables.stream().filter(table -> table.iceberg() == IcebergState.PUBLISHED).count();
    return "%s %d of %d".formatted(state.symbol(), published, tables.size());
  }

  private static String label(IcebergState state) {
    return switch (state) {
      case PUBLISHED -> state.symbol() + " ok";
      case NONE -> state.symbol();
      default -> state.symbol() + " " + state.label();
    };
  }

  private static String label(PartitionState state) {
    return state.symbol() + " " + state.label();
  }

  private String partitionTable(DateStatus date) {
    return TextTable.format(
        new ResultTable("partitions", PARTITIONS, date.tables().stream().map(this::row).toList()),
        width);
  }

  private List<@Nullable Object> row(TableStatus table) {
    return Arrays.asList(
        GAP + table.table(),
        label(table.state()),
        table.iceberg() == null ? null : label(table.iceberg()),
        rows(table),
        table.partition() == null ? null : ByteSize.format(table.bytes()),
        age(table.modifiedAt()),
        String.join(", ", StatusFlags.list(table)));
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
      text.append('\n').append(step.format());
    }
    return text.append(workSummary()).append(callSummary()).toString();
  }

  private String workSummary() {
    List<WorkSummary> kinds = WorkSummary.summarize(status.workFiles(), status.checkedAt());
    if (kinds.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("\nWork files:\n");
    int expired = 0;
    for (WorkSummary kind : kinds) {
      text.append(line(kind)).append('\n');
      expired += kind.expired();
    }
    return expired == 0 ? text.toString() : text + "    pipeline " + status.purgeCommand() + "\n";
  }

  private String callSummary() {
    if (status.calls().isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("\nCalls to Spotify in the last 24 hours:\n");
    for (FamilyUsage usage : status.calls()) {
      text.append("  %-10s %s\n".formatted(usage.family().label(), usage.format()));
    }
    return text.toString();
  }

  private String line(WorkSummary kind) {
    return "  %-20s %5d  %7s  oldest %s, %d expired"
        .formatted(
            kind.kind(),
            kind.objects(),
            kind.bytes() == 0 ? "" : ByteSize.format(kind.bytes()),
            formatAge(kind.usedAt()),
            kind.expired());
  }
}
