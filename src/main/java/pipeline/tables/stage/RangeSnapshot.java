package pipeline.tables.stage;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import pipeline.lake.Lake;
import pipeline.lake.Table;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.store.IncompleteUpload;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectKeys;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.ObjectTail;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.Tables;

/**
 * A snapshot of the partitions and build records in a range of dates. The snapshot lists all
 * objects once. The footer of a date's analytics/partitions has the footers of the other
 * partitions, so one request per date is sufficient to read all footers.
 */
public final class RangeSnapshot {
  private final Lake lake;
  private final List<String> prefixes;
  private final NavigableMap<String, ObjectInfo> objects = new TreeMap<>(ObjectKeys.ORDER);
  private final Map<LocalDate, DateFooters> footers = new HashMap<>();

  /**
   * The footers of a date.
   *
   * @param partitions the footer of analytics/partitions
   */
  private record DateFooters(PartitionMetadata partitions, RecordedFooters others) {}

  /**
   * Lists the objects of a range of dates, and reads the footers of analytics/partitions.
   *
   * @param until the first date after the range
   */
  public RangeSnapshot(Lake lake, LocalDate from, LocalDate until) {
    this.lake = lake;
    this.prefixes =
        Stream.concat(Tables.all().stream().map(Table::folder), Stream.of(BuildFingerprint.RECORDS))
            .flatMap(folder -> Lake.datePrefixes(from, until).stream().map(folder::concat))
            .toList();
    for (List<ObjectInfo> listed : lake.readAll(prefixes, lake.store()::list)) {
      listed.forEach(object -> objects.put(object.key(), object));
    }
    List<LocalDate> dates = from.datesUntil(until).filter(this::hasAllTables).toList();
    List<Optional<DateFooters>> read = lake.readAll(dates, this::readFooters);
    for (int i = 0; i < dates.size(); i++) {
      LocalDate ds = dates.get(i);
      read.get(i).ifPresent(found -> footers.put(ds, found));
    }
  }

  private boolean hasAllTables(LocalDate ds) {
    return Tables.all().stream().allMatch(table -> objects.containsKey(table.key(ds)));
  }

  /**
   * Returns the footers of a date; empty if analytics/partitions is unreadable or has been replaced
   * since it was listed.
   */
  private Optional<DateFooters> readFooters(LocalDate ds) {
    try {
      PartitionMetadata partitions =
          lake.readFooter(PartitionEntry.TABLE, objects.get(PartitionEntry.TABLE.key(ds)));
      return Optional.of(
          new DateFooters(
              partitions.without(PartitionMetadata.FOOTERS),
              RecordedFooters.from(lake.store(), partitions)));
    } catch (LakeException failed) {
      if (failed.isUnreadableObject() || failed.kind() == LakeErrorKind.REPLACED) {
        return Optional.empty();
      }
      throw failed;
    }
  }

  /** Returns whether all tables of a date exist, and the footers of all their objects are known. */
  public boolean isComplete(LocalDate ds) {
    return hasAllTables(ds)
        && Tables.all().stream()
            .allMatch(table -> findFooter(table, objects.get(table.key(ds))).isPresent());
  }

  private Optional<PartitionMetadata> findFooter(Table<?> table, ObjectInfo object) {
    return Table.parseDate(object.key().substring(table.folder().length()))
        .map(footers::get)
        .flatMap(
            date ->
                table.equals(PartitionEntry.TABLE)
                    ? Optional.of(date.partitions())
                    : date.others().find(table, object));
  }

  /**
   * Returns a lake that has only the objects of this snapshot. This lake reads rows, and footers
   * that the snapshot does not have, from the versions that the snapshot listed. Any other
   * operation, such as a write or a list of another date, throws an UnsupportedOperationException.
   */
  public Lake toLake() {
    return new Lake(new SnapshotStore(), 1, this::findFooter);
  }

  private final class SnapshotStore implements ObjectStore {
    private static UnsupportedOperationException notCovered(String what) {
      return new UnsupportedOperationException("not in the snapshot: " + what);
    }

    @Override
    public String uri() {
      return lake.uri();
    }

    @Override
    public List<ObjectInfo> list(String prefix) {
      if (prefixes.stream().noneMatch(prefix::startsWith)) {
        throw notCovered(prefix);
      }
      return objects.tailMap(prefix, true).values().stream()
          .takeWhile(object -> object.key().startsWith(prefix))
          .toList();
    }

    /**
     * Returns a tail without bytes. The bytes are rarely needed, because the snapshot usually has
     * the footer.
     */
    @Override
    public Optional<ObjectTail> findTail(String key, int limit) {
      return find(key).map(object -> new ObjectTail(object, new byte[0]));
    }

    @Override
    public byte[] read(ObjectInfo object, long offset, int length) {
      return lake.store().read(object, offset, length);
    }

    @Override
    public Optional<String> comparableTag(ObjectInfo object) {
      return lake.store().comparableTag(object);
    }

    @Override
    public List<String> listFolders(String prefix) {
      throw notCovered(prefix);
    }

    @Override
    public String put(String key, Path file) {
      throw notCovered(key);
    }

    @Override
    public void put(String key, byte[] bytes) {
      throw notCovered(key);
    }

    @Override
    public boolean putIfAbsent(String key, byte[] bytes) {
      throw notCovered(key);
    }

    @Override
    public void delete(String key) {
      throw notCovered(key);
    }

    @Override
    public List<IncompleteUpload> listIncompleteUploads() {
      throw notCovered("uploads");
    }

    @Override
    public void discard(IncompleteUpload upload) {
      throw notCovered(upload.key());
    }

    @Override
    public Optional<Instant> serverTime() {
      return lake.store().serverTime();
    }

    @Override
    public Path tempDirectory() {
      throw notCovered("temporary files");
    }

    @Override
    public void close() {}
  }
}
