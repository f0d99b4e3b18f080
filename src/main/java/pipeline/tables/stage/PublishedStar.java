package pipeline.tables.stage;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.generic.IndexedRecord;
import pipeline.lake.Lake;
import pipeline.lake.Partition;
import pipeline.lake.Table;
import pipeline.lake.parquet.RowIterator;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.stage.StageException.StageFailureReason;

/**
 * What load published for a date, as its analytics/partitions names it: by content hash, the raw
 * and clean partitions that went in and the tables of the star. Each is compared with the lake when
 * it is asked for. Where one is replaced while it is read, see {@link StageInputs#retryOnReplaced}.
 */
public final class PublishedStar {
  private final Lake lake;
  private final Partition<PartitionEntry> partitions;
  private final Map<String, PartitionEntry> rows;

  private PublishedStar(Lake lake, Partition<PartitionEntry> partitions) {
    this.lake = lake;
    this.partitions = partitions;
    this.rows =
        read(partitions).stream()
            .collect(Collectors.toMap(PartitionEntry::tableName, Function.identity()));
  }

  /** Empty where the date has no star. */
  public static Optional<PublishedStar> find(Lake lake, LocalDate ds) {
    return lake.find(PartitionEntry.TABLE, ds).map(found -> new PublishedStar(lake, found));
  }

  /** The star of a date whose analytics/partitions was found already. */
  public static PublishedStar from(Lake lake, Partition<PartitionEntry> partitions) {
    return new PublishedStar(lake, partitions);
  }

  /** The star of a date, or the stage to run first. */
  public static PublishedStar require(Lake lake, LocalDate ds) {
    return find(lake, ds)
        .orElseThrow(
            () ->
                new StageException(
                    StageFailureReason.INPUT_MISSING,
                    "%s/%s does not exist: %s has no star. Run %s first."
                        .formatted(lake.uri(), PartitionEntry.TABLE.key(ds), ds, loadCommand(ds))));
  }

  private static String loadCommand(LocalDate ds) {
    return Stage.LOAD.command() + " --date " + ds;
  }

  private static List<PartitionEntry> read(Partition<PartitionEntry> partition) {
    List<PartitionEntry> all = new ArrayList<>();
    try (RowIterator<PartitionEntry> rows = partition.openRows()) {
      for (PartitionEntry row = rows.next(); row != null; row = rows.next()) {
        all.add(row);
      }
    }
    return all;
  }

  public LocalDate ds() {
    return partitions.ds();
  }

  /** What load wrote down of a table; empty for analytics/partitions itself. */
  public Optional<PartitionEntry> findRow(Table<?> table) {
    return Optional.ofNullable(rows.get(table.qualifiedName()));
  }

  /** The partition as load knew it; empty where there is none now, or another. */
  public <R extends IndexedRecord> Optional<Partition<R>> find(Table<R> table) {
    Optional<Partition<R>> present = lake.find(table, ds());
    if (table.qualifiedName().equals(PartitionEntry.TABLE.qualifiedName())) {
      return present.filter(current -> hash(current).equals(hash(partitions)));
    }
    return present.filter(
        current ->
            findRow(table)
                .filter(recorded -> recorded.contentHash().equals(hash(current)))
                .isPresent());
  }

  private static String hash(Partition<?> partition) {
    return partition.footer().contentHash();
  }

  /** Those of the tables that are not there now, or not as load knew them. */
  public List<Table<?>> listChanged(List<Table<?>> tables) {
    return tables.stream().filter(table -> find(table).isEmpty()).toList();
  }

  /** The partition as load knew it, or what to rerun. */
  public <R extends IndexedRecord> Partition<R> require(Table<R> table) {
    return find(table)
        .orElseThrow(
            () ->
                new StageException(
                    StageFailureReason.INPUT_OUTDATED,
                    "%s/%s is not what load published or read for %s, so that it does not fit the other tables. Rerun %s."
                        .formatted(lake.uri(), table.key(ds()), ds(), loadCommand(ds()))));
  }
}
