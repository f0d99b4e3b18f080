package pipeline.tables.stage;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.IndexedRecord;
import pipeline.lake.Lake;
import pipeline.lake.Partition;
import pipeline.lake.Table;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.stage.StageException.StageFailureReason;

/**
 * The star of a date (all analytics tables of the date), and the partitions that the star was built
 * from. The stage load has recorded the content hashes of all these partitions in
 * analytics/partitions. Each method that returns or checks a partition compares its content hash
 * with the recorded one. If another process can replace a partition while it is read, use {@link
 * StageInputs#retryOnReplaced}.
 */
public final class PublishedStar {
  private final Lake lake;
  private final Partition<PartitionEntry> partitions;
  private final Map<String, PartitionEntry> rows = new HashMap<>();

  /** Creates the star that a partition of analytics/partitions describes. */
  public PublishedStar(Lake lake, Partition<PartitionEntry> partitions) {
    this.lake = lake;
    this.partitions = partitions;
    partitions.forEachRow(row -> rows.put(row.tableName(), row));
  }

  /** Returns the star of a date; empty if there is none. */
  public static Optional<PublishedStar> find(Lake lake, LocalDate ds) {
    return lake.find(PartitionEntry.TABLE, ds).map(found -> new PublishedStar(lake, found));
  }

  /**
   * Returns the star of a date.
   *
   * @throws StageException of the reason INPUT_MISSING if there is none
   */
  public static PublishedStar require(Lake lake, LocalDate ds) {
    return new PublishedStar(lake, StageInputs.require(lake, ds, PartitionEntry.TABLE));
  }

  public LocalDate ds() {
    return partitions.ds();
  }

  /** Returns the row that describes a table; empty for analytics/partitions itself. */
  public Optional<PartitionEntry> findRow(Table<?> table) {
    return Optional.ofNullable(rows.get(table.qualifiedName()));
  }

  /**
   * Returns the partition of a table; empty if it is missing or has been replaced since load
   * recorded it.
   */
  public <R extends IndexedRecord> Optional<Partition<R>> find(Table<R> table) {
    return lake.find(table, ds()).filter(this::isRecorded);
  }

  private boolean isRecorded(Partition<?> current) {
    Table<?> table = current.table();
    Optional<String> recorded =
        table.qualifiedName().equals(PartitionEntry.TABLE.qualifiedName())
            ? Optional.of(hash(partitions))
            : findRow(table).map(PartitionEntry::contentHash);
    return recorded.equals(Optional.of(hash(current)));
  }

  private static String hash(Partition<?> partition) {
    return partition.footer().contentHash();
  }

  /**
   * Returns the partition of a table.
   *
   * @throws StageException of the reason INPUT_OUTDATED if the partition is missing or has been
   *     replaced since load recorded it
   */
  public <R extends IndexedRecord> Partition<R> require(Table<R> table) {
    return find(table).orElseThrow(() -> outdated(table));
  }

  /**
   * Checks a partition that has already been read.
   *
   * @throws StageException of the reason INPUT_OUTDATED if the partition has been replaced since
   *     load recorded it
   */
  public void check(Partition<?> current) {
    if (!isRecorded(current)) {
      throw outdated(current.table());
    }
  }

  private StageException outdated(Table<?> table) {
    return new StageException(
        StageFailureReason.INPUT_OUTDATED,
        ("inconsistent partition: %s/%s; rerun %s, because this file is missing or is not the"
                + " version that load recorded")
            .formatted(lake.uri(), table.key(ds()), Stage.LOAD.rerunCommand(ds())));
  }
}
