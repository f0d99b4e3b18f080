package pipeline.status;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import pipeline.lake.Lake;
import pipeline.lake.Partition;
import pipeline.lake.Table;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.RereadPolicy;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.DateRanges.DateRange;
import pipeline.tables.stage.PurgeMarker;
import pipeline.tables.stage.RecordedFooters;

/**
 * Reads the status of dates. Lists the objects of each table, and then reads analytics/partitions
 * of each date, which records the footers of the other partitions. Reads the footer from another
 * partition only if the recorded footer is missing or outdated, or if {@code check} includes the
 * table.
 *
 * @param check an additional check of the partitions of the tables that it includes
 */
public record StatusScanner(Lake lake, Instant now, PartitionCheck check) {
  private record PartitionLocation(LocalDate ds, Table<?> table, ObjectInfo object) {
    boolean isPartitions() {
      return table.equals(PartitionEntry.TABLE);
    }

    PartitionProbe probe(PartitionMetadata footer) {
      return new PartitionProbe(ds, table, object, footer, null, null, null);
    }
  }

  public StatusScanner(Lake lake, Instant now) {
    this(lake, now, PartitionCheck.NONE);
  }

  /** Returns the status of each date of the range, in ascending order. */
  public List<DateStatus> scan(DateRange range) {
    return scan(range.dates());
  }

  /**
   * Returns the status of each date.
   *
   * @param dates in ascending order, not empty
   */
  public List<DateStatus> scan(List<LocalDate> dates) {
    List<PartitionLocation> locations = list(dates);
    Map<Boolean, List<PartitionLocation>> locationsByKind =
        locations.stream().collect(Collectors.partitioningBy(PartitionLocation::isPartitions));
    Map<LocalDate, Map<Table<?>, PartitionProbe>> probes = new HashMap<>();
    Map<LocalDate, RecordedFooters> recorded = new HashMap<>();
    for (PartitionProbe probe : probeAll(locationsByKind.get(true))) {
      add(probe, probes);
      if (probe.recorded() != null) {
        recorded.put(probe.ds(), probe.recorded());
      }
    }
    List<PartitionLocation> unknown = new ArrayList<>();
    for (PartitionLocation location : locationsByKind.get(false)) {
      Optional.ofNullable(recorded.get(location.ds()))
          .filter(footers -> !check.includes(location.table()))
          .flatMap(footers -> footers.find(location.table(), location.object()))
          .ifPresentOrElse(
              footer -> add(location.probe(footer), probes), () -> unknown.add(location));
    }
    probeAll(unknown).forEach(probe -> add(probe, probes));
    StatusEvaluator evaluator =
        new StatusEvaluator(now, PurgeMarker.findPurgedBefore(lake).orElse(null));
    return dates.stream()
        .map(ds -> evaluator.evaluate(ds, probes.getOrDefault(ds, Map.of())))
        .toList();
  }

  private static void add(
      PartitionProbe probe, Map<LocalDate, Map<Table<?>, PartitionProbe>> probes) {
    probes.computeIfAbsent(probe.ds(), ds -> new HashMap<>()).put(probe.table(), probe);
  }

  private List<PartitionProbe> probeAll(List<PartitionLocation> locations) {
    return lake.readAll(locations, this::probe).stream().flatMap(Optional::stream).toList();
  }

  private List<PartitionLocation> list(List<LocalDate> dates) {
    List<Table<?>> tables = Tables.all();
    List<SortedMap<LocalDate, ObjectInfo>> listed =
        lake.listPartitions(tables, dates.get(0), dates.get(dates.size() - 1).plusDays(1));
    Set<LocalDate> wanted = Set.copyOf(dates);
    listed.forEach(ofTable -> ofTable.keySet().retainAll(wanted));
    List<PartitionLocation> locations = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      Table<?> table = tables.get(i);
      listed
          .get(i)
          .forEach((ds, object) -> locations.add(new PartitionLocation(ds, table, object)));
    }
    return locations;
  }

  /**
   * Returns the object and the footer of a listed partition; empty if the partition has been
   * deleted since it was listed.
   */
  private Optional<PartitionProbe> probe(PartitionLocation location) {
    try {
      return Optional.of(read(location.ds(), location.table(), location.object()));
    } catch (LakeException failure) {
      if (failure.kind() != LakeException.LakeErrorKind.REPLACED) {
        throw failure;
      }
      return RereadPolicy.apply(
          () ->
              lake.store()
                  .find(location.object().key())
                  .map(object -> read(location.ds(), location.table(), object)));
    }
  }

  private PartitionProbe read(LocalDate ds, Table<?> table, ObjectInfo object) {
    PartitionMetadata footer = null;
    try {
      if (table.equals(PartitionEntry.TABLE)) {
        Partition<PartitionEntry> partitions = lake.partition(PartitionEntry.TABLE, ds, object);
        footer = partitions.footer().without(PartitionMetadata.FOOTERS);
        runCheck(partitions);
        RecordedFooters recorded = RecordedFooters.from(lake.store(), partitions.footer());
        return new PartitionProbe(
            ds, table, object, footer, null, loadedHashes(partitions, recorded), recorded);
      }
      Partition<?> partition = lake.partition(table, ds, object);
      footer = partition.footer();
      runCheck(partition);
      return new PartitionProbe(ds, table, object, footer, null, null, null);
    } catch (LakeException failure) {
      if (failure.isUnreadableObject()) {
        boolean isOurs = failure.kind() == LakeException.LakeErrorKind.DAMAGED;
        return new PartitionProbe(ds, table, object, isOurs ? footer : null, failure, null, null);
      }
      throw failure;
    }
  }

  private void runCheck(Partition<?> partition) {
    if (check.includes(partition.table())) {
      check.check(partition);
    }
  }

  /**
   * Returns the content hashes from the recorded footers or, if some are unknown, from the rows.
   */
  private static Map<String, String> loadedHashes(
      Partition<PartitionEntry> partitions, RecordedFooters recorded) {
    Map<String, String> hashes = recorded.contentHashes();
    if (hashes.size() < Tables.all().size() - 1) {
      partitions.forEachRow(row -> hashes.put(row.tableName(), row.contentHash()));
    }
    return hashes;
  }
}
