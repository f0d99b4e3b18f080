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
  private static final int LOOKS = 3;

  private final Lake lake;
  private final Instant now;

  public StatusScanner(Lake lake, Instant now) {
    this.lake = lake;
    this.now = now;
  }

  private record PartitionLocation(LocalDate ds, Table<?> table, ObjectInfo object) {}

  private record ProbeResult(PartitionLocation place, Optional<PartitionProbe> found) {}

  /** Every date of the span, in order. */
  public List<DateStatus> dates(DateRange span) {
    Map<LocalDate, Map<Table<?>, PartitionProbe>> found = new LinkedHashMap<>();
    span.first()
        .datesUntil(span.last().plusDays(1))
        .forEach(ds -> found.put(ds, new LinkedHashMap<>()));
    for (ProbeResult seen : ParallelMap.map(places(span), this::look)) {
      Map<Table<?>, PartitionProbe> date = found.get(seen.place().ds());
      if (date != null) {
        seen.found().ifPresent(one -> date.put(seen.place().table(), one));
      }
    }
    StatusEvaluator judge =
        new StatusEvaluator(now, PurgeMarker.findPurgedBefore(lake).orElse(null));
    List<DateStatus> dates = new ArrayList<>();
    found.forEach((ds, tables) -> dates.add(judge.of(ds, tables)));
    return dates;
  }

  private List<PartitionLocation> places(DateRange span) {
    return ParallelMap.map(Tables.all(), table -> places(table, span)).stream()
        .flatMap(Collection::stream)
        .toList();
  }

  private List<PartitionLocation> places(Table<?> table, DateRange span) {
    List<PartitionLocation> places = new ArrayList<>();
    String folder = table.folder() + "ds=";
    for (ObjectInfo object : lake.store().list(folder + inCommon(span))) {
      date(object.key().substring(folder.length()))
          .filter(ds -> object.key().equals(table.key(ds)))
          .ifPresent(ds -> places.add(new PartitionLocation(ds, table, object)));
    }
    return places;
  }

  /** What the names of all dates in between begin with. */
  static String inCommon(DateRange span) {
    String first = span.first().toString();
    String last = span.last().toString();
    int length = 0;
    while (length < first.length() && first.charAt(length) == last.charAt(length)) {
      length++;
    }
    return first.substring(0, length);
  }

  private static Optional<LocalDate> date(String below) {
    try {
      return Optional.of(LocalDate.parse(below.substring(0, Math.max(0, below.indexOf('/')))));
    } catch (DateTimeException another) {
      return Optional.empty();
    }
  }

  /** Looked at again where it is replaced meanwhile. */
  private ProbeResult look(PartitionLocation place) {
    PartitionLocation latest = place;
    for (int look = 1; ; look++) {
      try {
        return new ProbeResult(place, Optional.of(found(latest)));
      } catch (LakeException failed) {
        if (failed.kind() != LakeException.LakeErrorKind.REPLACED || look == LOOKS) {
          throw failed;
        }
        Optional<ObjectInfo> now = again(place);
        if (now.isEmpty()) {
          return new ProbeResult(place, Optional.empty());
        }
        latest = new PartitionLocation(place.ds(), place.table(), now.get());
      }
    }
  }

  private Optional<ObjectInfo> again(PartitionLocation place) {
    String key = place.object().key();
    return lake.store().list(key).stream().filter(one -> one.key().equals(key)).findFirst();
  }

  private PartitionProbe found(PartitionLocation place) {
    try {
      if (place.table().equals(PartitionEntry.TABLE)) {
        Partition<PartitionEntry> partitions =
            lake.partition(PartitionEntry.TABLE, place.ds(), place.object());
        PublishedStar star = PublishedStar.from(lake, partitions);
        return new PartitionProbe(place.object(), partitions.footer(), null, star);
      }
      return new PartitionProbe(
          place.object(), lake.readFooter(place.table(), place.object()), null, null);
    } catch (LakeException failed) {
      if (PartitionState.isOfOne(failed)) {
        return new PartitionProbe(place.object(), null, failed, null);
      }
      throw failed;
    }
  }
}
