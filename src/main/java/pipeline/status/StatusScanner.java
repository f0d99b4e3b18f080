package pipeline.status;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipeline.lake.Lake;
import pipeline.lake.Partition;
import pipeline.lake.Table;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.ObjectInfo;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.DateRanges.DateRange;
import pipeline.tables.stage.PublishedStar;
import pipeline.tables.stage.PurgeMarker;

/** Looks at a span of dates: a listing a table, and a request a partition for its footer. */
public final class StatusScanner {
  private static final int MAX_ATTEMPTS = 3;

  private final Lake lake;
  private final Instant now;

  public StatusScanner(Lake lake, Instant now) {
    this.lake = lake;
    this.now = now;
  }

  private record PartitionLocation(LocalDate ds, Table<?> table, ObjectInfo object) {}

  private record ProbeResult(PartitionLocation location, Optional<PartitionProbe> found) {}

  /** Every date of the span, in order. */
  public List<DateStatus> scan(DateRange span) {
    Map<LocalDate, Map<Table<?>, PartitionProbe>> partitions = new LinkedHashMap<>();
    span.first()
        .datesUntil(span.last().plusDays(1))
        .forEach(ds -> partitions.put(ds, new LinkedHashMap<>()));
    for (ProbeResult seen : ParallelMap.map(listPlaces(span), this::probe)) {
      Map<Table<?>, PartitionProbe> date = partitions.get(seen.location().ds());
      if (date != null) {
        seen.found().ifPresent(partition -> date.put(seen.location().table(), partition));
      }
    }
    StatusEvaluator evaluator =
        new StatusEvaluator(now, PurgeMarker.findPurgedBefore(lake).orElse(null));
    List<DateStatus> dates = new ArrayList<>();
    partitions.forEach((ds, tables) -> dates.add(evaluator.evaluate(ds, tables)));
    return dates;
  }

  private List<PartitionLocation> listPlaces(DateRange span) {
    return ParallelMap.map(Tables.all(), table -> listPlaces(table, span)).stream()
        .flatMap(Collection::stream)
        .toList();
  }

  private List<PartitionLocation> listPlaces(Table<?> table, DateRange span) {
    List<PartitionLocation> places = new ArrayList<>();
    String folder = table.folder() + "ds=";
    for (ObjectInfo object : lake.store().list(folder + commonPrefix(span))) {
      folderDate(object.key().substring(folder.length()))
          .filter(ds -> object.key().equals(table.key(ds)))
          .ifPresent(ds -> places.add(new PartitionLocation(ds, table, object)));
    }
    return places;
  }

  /** What the names of all dates in between begin with. */
  static String commonPrefix(DateRange span) {
    String first = span.first().toString();
    String last = span.last().toString();
    int length = 0;
    while (length < first.length() && first.charAt(length) == last.charAt(length)) {
      length++;
    }
    return first.substring(0, length);
  }

  private static Optional<LocalDate> folderDate(String below) {
    try {
      return Optional.of(LocalDate.parse(below.substring(0, Math.max(0, below.indexOf('/')))));
    } catch (DateTimeException another) {
      return Optional.empty();
    }
  }

  /** Looked at again where it is replaced meanwhile. */
  private ProbeResult probe(PartitionLocation location) {
    PartitionLocation latest = location;
    for (int attempt = 1; ; attempt++) {
      try {
        return new ProbeResult(location, Optional.of(readPartition(latest)));
      } catch (LakeException failed) {
        if (failed.kind() != LakeException.LakeErrorKind.REPLACED || attempt == MAX_ATTEMPTS) {
          throw failed;
        }
        Optional<ObjectInfo> current = findCurrent(location);
        if (current.isEmpty()) {
          return new ProbeResult(location, Optional.empty());
        }
        latest = new PartitionLocation(location.ds(), location.table(), current.get());
      }
    }
  }

  private Optional<ObjectInfo> findCurrent(PartitionLocation location) {
    String key = location.object().key();
    return lake.store().list(key).stream().filter(object -> object.key().equals(key)).findFirst();
  }

  private PartitionProbe readPartition(PartitionLocation location) {
    try {
      if (location.table().equals(PartitionEntry.TABLE)) {
        Partition<PartitionEntry> partitions =
            lake.partition(PartitionEntry.TABLE, location.ds(), location.object());
        PublishedStar star = PublishedStar.from(lake, partitions);
        return new PartitionProbe(location.object(), partitions.footer(), null, star);
      }
      return new PartitionProbe(
          location.object(), lake.readFooter(location.table(), location.object()), null, null);
    } catch (LakeException failed) {
      if (PartitionState.isPartitionFailure(failed)) {
        return new PartitionProbe(location.object(), null, failed, null);
      }
      throw failed;
    }
  }
}
