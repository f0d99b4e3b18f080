package pipeline.status;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.CaptureMetadata;
import pipeline.tables.stage.DateRules;
import pipeline.tables.stage.Stage;

/**
 * Derives the state of each partition and the repair of a date from the footers.
 *
 * @param purgedBefore the date before which all dates were purged; null if none was purged
 */
record StatusEvaluator(Instant now, @Nullable LocalDate purgedBefore) {
  DateStatus evaluate(LocalDate ds, Map<Table<?>, PartitionProbe> found) {
    List<TableStatus> tables =
        Tables.all().stream().map(table -> evaluateTable(table, ds, found)).toList();
    return new DateStatus(ds, tables, planRepair(ds, tables));
  }

  private TableStatus evaluateTable(
      Table<?> table, LocalDate ds, Map<Table<?>, PartitionProbe> all) {
    PartitionProbe partition = all.get(table);
    if (partition == null) {
      PartitionState absent = absentState(ds, all.isEmpty());
      return new TableStatus(
          table, absent, absent == PartitionState.MISSING ? table + " is missing" : null, null);
    }
    if (partition.failure() != null) {
      return new TableStatus(
          table,
          PartitionState.from(partition.failure()),
          partition.failure().getMessage(),
          partition);
    }
    PartitionMetadata footer = partition.readableFooter().orElseThrow();
    String outdated = outdatedReason(table, ds, footer, all);
    if (outdated != null) {
      return new TableStatus(table, PartitionState.OUTDATED, outdated, partition);
    }
    if (isMixed(table, footer, all)) {
      String problem = table + " differs from the version that load published";
      return new TableStatus(table, PartitionState.MIXED, problem, partition);
    }
    return new TableStatus(table, PartitionState.OK, null, partition);
  }

  private PartitionState absentState(LocalDate ds, boolean dateIsEmpty) {
    if (isPurged(ds)) {
      return PartitionState.PURGED;
    }
    boolean today = ds.equals(LocalDate.ofInstant(now, ZoneOffset.UTC));
    return today && dateIsEmpty ? PartitionState.NOT_YET : PartitionState.MISSING;
  }

  private boolean isPurged(LocalDate ds) {
    return purgedBefore != null && ds.isBefore(purgedBefore);
  }

  private static @Nullable String outdatedReason(
      Table<?> table, LocalDate ds, PartitionMetadata footer, Map<Table<?>, PartitionProbe> all) {
    for (Table<?> input : inputs(table)) {
      PartitionProbe inputPartition = all.get(input);
      if (inputPartition == null) {
        return table + " was built from " + input + ", which is missing";
      }
      boolean replaced =
          inputPartition
              .readableFooter()
              .filter(
                  now -> !footer.inputHash(input.key(ds)).equals(Optional.of(now.contentHash())))
              .isPresent();
      if (replaced) {
        return table + " was built from a replaced version of " + input;
      }
    }
    boolean older = footer.schemaVersion() < table.version();
    return older && !table.layer().equals("raw")
        ? table + " has the schema of an older pipeline.jar"
        : null;
  }

  /** Returns the tables that a table is built from. */
  private static List<Table<?>> inputs(Table<?> table) {
    return switch (Stage.from(table)) {
      case EXTRACT_RELEASES -> List.of();
      case EXTRACT_TRACKS -> List.of(RawRelease.TABLE);
      case TRANSFORM -> Tables.RAW;
      case LOAD -> Stream.concat(Tables.RAW.stream(), Tables.CLEAN.stream()).toList();
    };
  }

  private static boolean isMixed(
      Table<?> table, PartitionMetadata footer, Map<Table<?>, PartitionProbe> all) {
    PartitionProbe partitions = all.get(PartitionEntry.TABLE);
    if (Stage.from(table) != Stage.LOAD
        || table.equals(PartitionEntry.TABLE)
        || partitions == null
        || partitions.star() == null) {
      return false;
    }
    return partitions
        .star()
        .findRow(table)
        .filter(row -> row.contentHash().equals(footer.contentHash()))
        .isEmpty();
  }

  private @Nullable RepairPlan planRepair(LocalDate ds, List<TableStatus> tables) {
    if (tables.stream()
        .allMatch(
            table ->
                table.state() == PartitionState.NOT_YET
                    || table.state() == PartitionState.PURGED)) {
      return null;
    }
    if (tables.stream().anyMatch(table -> table.state() == PartitionState.PURGED)) {
      return new RepairPlan(
          "a purge was interrupted", List.of("purge --before " + purgedBefore + " --yes"), false);
    }
    for (TableStatus table : tables) {
      if (table.problem() != null) {
        return planRepair(ds, table, tables);
      }
      if (table.table().equals(RawTrack.TABLE) && isPartial(table)) {
        return repairFrom(Stage.EXTRACT_TRACKS, "", "albums lack tracks", ds);
      }
    }
    return null;
  }

  private static boolean isPartial(TableStatus tracks) {
    return tracks.capture().map(CaptureMetadata::partial).orElse(false);
  }

  private RepairPlan planRepair(LocalDate ds, TableStatus first, List<TableStatus> tables) {
    Stage stage = Stage.from(first.table());
    String reason = reason(stage, first, tables);
    boolean raw = first.table().layer().equals("raw");
    return switch (first.state()) {
      case FOREIGN, NEWER -> new RepairPlan(reason, List.of(), false);
      case DAMAGED -> repairFrom(stage, raw ? " --replace" : "", first.table() + " is damaged", ds);
      default ->
          stage == Stage.EXTRACT_RELEASES
              ? repairListing(ds, tables)
              : repairFrom(stage, "", reason, ds);
    };
  }

  private static String reason(Stage stage, TableStatus first, List<TableStatus> tables) {
    boolean hasNotRun =
        tables.stream()
            .filter(table -> Stage.from(table.table()) == stage)
            .allMatch(table -> table.state() == PartitionState.MISSING);
    return hasNotRun ? stage.command() + " has not run" : String.valueOf(first.problem());
  }

  private RepairPlan repairListing(LocalDate ds, List<TableStatus> tables) {
    boolean nothing = tables.stream().allMatch(table -> table.state().isAbsent());
    String reason = nothing ? "no partition exists" : RawRelease.TABLE + " is missing";
    return new RepairPlan(
        withSampleNote(reason, ds), List.of("run --date " + ds), DateRules.isHistorical(ds, now));
  }

  private String withSampleNote(String reason, LocalDate ds) {
    return DateRules.isHistorical(ds, now)
        ? reason + "; a historical search finds only a sample of the albums"
        : reason;
  }

  /** Returns the plan that runs a stage and all later stages. */
  private RepairPlan repairFrom(Stage first, String option, String reason, LocalDate ds) {
    List<String> commands = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      if (stage.compareTo(first) >= 0) {
        commands.add(stage.command() + " --date " + ds + (stage == first ? option : ""));
      }
    }
    return new RepairPlan(
        first == Stage.EXTRACT_RELEASES ? withSampleNote(reason, ds) : reason,
        commands,
        option.isEmpty() && DateRules.isHistorical(ds, now));
  }
}
