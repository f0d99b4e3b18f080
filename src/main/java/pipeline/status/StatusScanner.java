package pipeline.status;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipeline.lake.Lake;
import pipeline.lake.Partition;
import pipeline.lake.Table;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.RereadPolicy;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.DateRanges.DateRange;
import pipeline.tables.stage.PublishedStar;
import pipeline.tables.stage.PurgeMarker;

/**
 * Reads the status of a range of dates, by one list request per table and month and one read per
 * partition.
 */
public record StatusScanner(Lake lake, Instant now) {
  private record PartitionLocation(LocalDate ds, Table<?> table, ObjectInfo object) {}

  /** Returns the status of each date of the range, in ascending order. */
  public List<DateStatus> scan(DateRange range) {
    LocalDate end = range.last().plusDays(1);
    List<PartitionLocation> locations =
        lake.readAll(Tables.all(), table -> list(table, range.first(), end)).stream()
            .flatMap(List::stream)
            .toList();
    Map<LocalDate, Map<Table<?>, PartitionProbe>> probes = new HashMap<>();
    for (Optional<PartitionProbe> found : lake.readAll(locations, this::probe)) {
      found.ifPresent(
          probe ->
              probes.computeIfAbsent(probe.ds(), ds -> new HashMap<>()).put(probe.table(), probe));
    }
    StatusEvaluator evaluator =
        new StatusEvaluator(now, PurgeMarker.findPurgedBefore(lake).orElse(null));
    return range
        .first()
        .datesUntil(end)
        .map(ds -> evaluator.evaluate(ds, probes.getOrDefault(ds, Map.of())))
        .toList();
  }

  private List<PartitionLocation> list(Table<?> table, LocalDate from, LocalDate until) {
    return lake.listPartitions(table, from, until).entrySet().stream()
        .map(listed -> new PartitionLocation(listed.getKey(), table, listed.getValue()))
        .toList();
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
    try {
      if (table.equals(PartitionEntry.TABLE)) {
        Partition<PartitionEntry> partitions = lake.partition(PartitionEntry.TABLE, ds, object);
        PublishedStar star = new PublishedStar(lake, partitions);
        return new PartitionProbe(ds, table, object, partitions.footer(), null, star);
      }
      return new PartitionProbe(ds, table, object, lake.readFooter(table, object), null, null);
    } catch (LakeException failure) {
      if (failure.isUnreadableObject()) {
        return new PartitionProbe(ds, table, object, null, failure, null);
      }
      throw failure;
    }
  }
}
