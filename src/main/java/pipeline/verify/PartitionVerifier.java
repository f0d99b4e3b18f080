package pipeline.verify;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Lake;
import pipeline.lake.Partition;
import pipeline.lake.Table;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.status.PartitionCheck;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.CaptureMetadata;
import pipeline.tables.stage.RecordedFooters;
import pipeline.tables.stage.Stage;

/**
 * Reads partitions completely, and compares them with their footers and with their keys in the
 * lake.
 */
final class PartitionVerifier implements PartitionCheck {
  /** The size of an object, in bytes, above which it counts as large. */
  private static final int LARGE_SIZE = 1 << 20;

  /**
   * The maximum number of large partitions that are read at the same time. Each large partition
   * needs up to 40 MB of memory while its rows are read.
   */
  private static final int MAX_LARGE_AT_ONCE = 2;

  /** The version of a listing. It identifies the listing among the listings of all dates. */
  private record ListingVersion(String contentHash, Instant observedAt) {}

  private final Lake lake;
  private final Set<Table<?>> tables;
  private final Runnable onVerified;
  private final Semaphore large = new Semaphore(MAX_LARGE_AT_ONCE);
  private final Map<String, Long> rows = new ConcurrentSkipListMap<>();
  private final Map<LocalDate, List<PartitionEntry>> recorded = new ConcurrentHashMap<>();
  private final Map<LocalDate, Optional<ListingVersion>> listings = new ConcurrentHashMap<>();
  private @Nullable List<LocalDate> loadedDates;

  /**
   * Creates a verifier.
   *
   * @param onVerified called after each partition, by several threads
   */
  PartitionVerifier(Lake lake, Set<Table<?>> tables, Runnable onVerified) {
    this.lake = lake;
    this.tables = tables;
    this.onVerified = onVerified;
  }

  /** Returns the number of rows of the intact partitions so far, by table name. */
  SortedMap<String, Long> rows() {
    return new TreeMap<>(rows);
  }

  /**
   * Returns the rows of a date's analytics/partitions, and removes them from this verifier. Returns
   * no rows if analytics/partitions of the date was not verified or is damaged.
   */
  List<PartitionEntry> takeRecorded(LocalDate ds) {
    return Optional.ofNullable(recorded.remove(ds)).orElse(List.of());
  }

  @Override
  public boolean includes(Table<?> table) {
    return tables.contains(table);
  }

  @Override
  public void check(Partition<?> partition) {
    boolean isLarge = partition.version().object().size() > LARGE_SIZE;
    if (isLarge) {
      large.acquireUninterruptibly();
    }
    try {
      checkDate(partition);
      long count = partition.verify(new RowOrderCheck(partition.table())::findProblem);
      rows.merge(partition.table().qualifiedName(), count, Long::sum);
      if (partition.table().equals(PartitionEntry.TABLE)) {
        checkRecorded(partition);
      }
    } finally {
      if (isLarge) {
        large.release();
      }
      onVerified.run();
    }
  }

  /** Checks that the partition was not built for another date. */
  private void checkDate(Partition<?> partition) {
    findInputOfAnotherDate(partition)
        .ifPresent(
            key -> {
              throw ofAnotherDate(partition, "was built from " + key);
            });
    if (partition.table().equals(RawRelease.TABLE)) {
      checkListing(partition);
    }
  }

  private static Optional<String> findInputOfAnotherDate(Partition<?> partition) {
    String folder = "/ds=" + partition.ds() + "/";
    return partition.footer().inputKeys().stream().filter(key -> !key.contains(folder)).findFirst();
  }

  /**
   * Checks that a listing does not belong to another date. For other partitions, the keys of the
   * inputs show the date, but a listing has no inputs. A listing belongs to another date if
   * analytics/partitions of that date records the listing. The other dates are read only if
   * analytics/partitions of the listing's own date does not record the listing. An empty listing is
   * not checked.
   */
  private void checkListing(Partition<?> partition) {
    PartitionMetadata footer = partition.footer();
    boolean isRecorded =
        recordedListing(partition.ds())
            .filter(own -> own.contentHash().equals(footer.contentHash()))
            .isPresent();
    if (isRecorded || footer.find(PartitionMetadata.ROWS).equals(Optional.of("0"))) {
      return;
    }
    ListingVersion version =
        new ListingVersion(
            footer.contentHash(),
            CaptureMetadata.from(footer).observedAt().truncatedTo(ChronoUnit.MICROS));
    List<LocalDate> dates = loadedDates();
    int index = lake.readAll(dates, this::recordedListing).indexOf(Optional.of(version));
    if (index >= 0) {
      throw ofAnotherDate(partition, "is the listing of " + dates.get(index));
    }
  }

  /** Returns all dates of the lake that have analytics/partitions. */
  private synchronized List<LocalDate> loadedDates() {
    if (loadedDates == null) {
      loadedDates = lake.listDates(PartitionEntry.TABLE);
    }
    return loadedDates;
  }

  /**
   * Returns the listing that is recorded in a date's analytics/partitions; empty if
   * analytics/partitions does not exist, is unreadable or belongs to another date.
   */
  private Optional<ListingVersion> recordedListing(LocalDate ds) {
    return listings.computeIfAbsent(ds, this::readRecordedListing);
  }

  private Optional<ListingVersion> readRecordedListing(LocalDate ds) {
    try {
      return lake.find(PartitionEntry.TABLE, ds)
          .filter(partition -> findInputOfAnotherDate(partition).isEmpty())
          .flatMap(partition -> findListing(readEntries(partition)));
    } catch (LakeException failure) {
      if (failure.isUnreadableObject()) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  private static Optional<ListingVersion> findListing(List<PartitionEntry> entries) {
    return entries.stream()
        .filter(entry -> entry.tableName().equals(RawRelease.TABLE.qualifiedName()))
        .findFirst()
        .map(entry -> new ListingVersion(entry.contentHash(), entry.observedAt()));
  }

  private static List<PartitionEntry> readEntries(Partition<?> partition) {
    List<PartitionEntry> entries = new ArrayList<>();
    partition.forEachRow(row -> entries.add((PartitionEntry) row));
    return entries;
  }

  private LakeException ofAnotherDate(Partition<?> partition, String reason) {
    return new LakeException(
        LakeErrorKind.WRONG_TABLE,
        "partition of another date: %s/%s; move it out of the lake, then restore the correct file or run %s, because this file %s"
            .formatted(
                lake.uri(),
                partition.key(),
                Stage.from(partition.table()).rerunCommand(partition.ds()),
                reason));
  }

  /**
   * Checks that the rows of analytics/partitions are complete and agree with its footer. Stores the
   * rows for {@link #takeRecorded}.
   */
  private void checkRecorded(Partition<?> partition) {
    List<PartitionEntry> entries = readEntries(partition);
    Map<String, String> footers =
        RecordedFooters.from(lake.store(), partition.footer()).contentHashes();
    Set<String> missing = new TreeSet<>();
    Tables.all().forEach(table -> missing.add(table.qualifiedName()));
    missing.remove(PartitionEntry.TABLE.qualifiedName());
    for (PartitionEntry entry : entries) {
      String name = entry.tableName();
      missing.remove(name);
      String hash = entry.contentHash();
      boolean differsFromInput =
          Tables.find(name)
              .flatMap(table -> partition.footer().inputHash(table.key(partition.ds())))
              .filter(input -> !input.equals(hash))
              .isPresent();
      if (differsFromInput || !footers.getOrDefault(name, hash).equals(hash)) {
        throw partition.damaged("the row for " + name + " contradicts the footer");
      }
    }
    if (!missing.isEmpty()) {
      throw partition.damaged("there is no row for " + String.join(", ", missing));
    }
    recorded.put(partition.ds(), entries);
    listings.put(partition.ds(), findListing(entries));
  }
}
