package pipeline.status;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.Stage;

/**
 * Derives the state of each partition of a date from the footers of the date.
 *
 * @param purgedBefore the date before which all dates were purged; null if none was purged
 */
record StatusEvaluator(Instant now, @Nullable LocalDate purgedBefore) {
  DateStatus evaluate(LocalDate ds, Map<Table<?>, PartitionProbe> found) {
    List<TableStatus> tables =
        Tables.all().stream().map(table -> evaluateTable(table, ds, found)).toList();
    return new DateStatus(ds, tables, new RepairPlanner(now, purgedBefore).plan(ds, tables));
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
    String inputProblem = inputProblem(table, ds, footer, all);
    if (inputProblem != null) {
      return new TableStatus(table, PartitionState.OUTDATED, inputProblem, partition);
    }
    if (isMixed(table, footer, all)) {
      String problem = table + " differs from the version that load published";
      return new TableStatus(table, PartitionState.MIXED, problem, partition);
    }
    // The least urgent problem comes last, because verify only warns of an older schema.
    if (footer.schemaVersion() < table.version() && !table.layer().equals("raw")) {
      return new TableStatus(table, PartitionState.OUTDATED, olderSchema(table), partition);
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

  private static @Nullable String inputProblem(
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
    return null;
  }

  /** Returns the description of a partition with the schema of an older jar. */
  static String olderSchema(Table<?> table) {
    return table + " has the schema of an older pipeline.jar";
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
        || partitions.loadedHashes() == null) {
      return false;
    }
    return !footer.contentHash().equals(partitions.loadedHashes().get(table.qualifiedName()));
  }
}
