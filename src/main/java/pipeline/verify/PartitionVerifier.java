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
import pipeline.lake.Lake;
import pipeline.lake.Partition;
import pipeline.lake.Table;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.status.PartitionCheck;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.CaptureMetadata;
import pipeline.tables.stage.RecordedFooters;

/** Reads partitions completely, and compares them with their footers and with their place. */
final class PartitionVerifier implements PartitionCheck {
  /** The size of an object, in bytes, above which it counts as large. */
  private static final int LARGE_SIZE = 1 << 20;

  /** Each large partition needs up to 40 MB while its rows are read. */
  private static final int MAX_LARGE_AT_ONCE = 2;

  /** The version of a listing, which identifies it among the listings of all dates. */
  private record ListingVersion(String contentHash, Instant observedAt) {}

  private final Lake lake;
  private final Set<Table<?>> tables;
  private final Runnable onVerified;
  private final Semaphore large = new Semaphore(MAX_LARGE_AT_ONCE);
  private final Map<String, Long> rows = new ConcurrentSkipListMap<>();
  private final Map<LocalDate, List<PartitionEntry>> recorded = new ConcurrentHashMap<>();
  private final Map<ListingVersion, Set<LocalDate>> listingDates = new ConcurrentHashMap<>();

  /**
   * Creates a verifier.
   *
   * @param onVerified is called after each partition, by several threads
   */
  PartitionVerifier(Lake lake, Set<Table<?>> tables, Runnable onVerified) {
    this.lake = lake;
    this.tables = tables;
    this.onVerified = onVerified;
  }

  /** Returns the number of rows read so far, by table name. */
  SortedMap<String, Long> rows() {
    return new TreeMap<>(rows);
  }

  /**
   * Returns the rows of analytics/partitions of a date, and forgets them. Returns none if the
   * partition was not verified or is damaged.
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
    String folder = "/ds=" + partition.ds() + "/";
    partition.footer().inputKeys().stream()
        .filter(key -> !key.contains(folder))
        .findFirst()
        .ifPresent(
            key -> {
              throw ofAnotherDate(partition, "it was built from " + key);
            });
    if (partition.table().equals(RawRelease.TABLE)) {
      ListingVersion version =
          new ListingVersion(
              partition.footer().contentHash(),
              CaptureMetadata.from(partition.footer()).observedAt().truncatedTo(ChronoUnit.MICROS));
      Set<LocalDate> dates = listingDates.getOrDefault(version, Set.of());
      if (!dates.isEmpty() && !dates.contains(partition.ds())) {
        throw ofAnotherDate(partition, "it is the listing of " + dates.iterator().next());
      }
    }
  }

  private LakeException ofAnotherDate(Partition<?> partition, String reason) {
    return new LakeException(
        LakeErrorKind.WRONG_TABLE,
        "partition of another date: %s/%s, %s; move it away, then restore the partition of this date or rerun the stage that writes it"
            .formatted(lake.uri(), partition.key(), reason));
  }

  /** Checks that analytics/partitions agrees with its own footer, and stores its rows. */
  private void checkRecorded(Partition<?> partition) {
    List<PartitionEntry> entries = new ArrayList<>();
    partition.forEachRow(row -> entries.add((PartitionEntry) row));
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
        throw partition.damaged("its row of " + name + " differs from its footer");
      }
      if (name.equals(RawRelease.TABLE.qualifiedName()) && entry.rows() > 0) {
        listingDates
            .computeIfAbsent(
                new ListingVersion(hash, entry.observedAt()), key -> ConcurrentHashMap.newKeySet())
            .add(partition.ds());
      }
    }
    if (!missing.isEmpty()) {
      throw partition.damaged("it has no row of " + String.join(", ", missing));
    }
    recorded.put(partition.ds(), entries);
  }
}
