package pipeline.status;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.tables.stage.CaptureMetadata;

/**
 * The status of a table on a date.
 *
 * @param problem a description of the problem; null if there is none
 * @param partition null if the partition does not exist
 * @param iceberg the state of the Iceberg table; null if it was not read
 */
public record TableStatus(
    Table<?> table,
    PartitionState state,
    @Nullable String problem,
    @Nullable PartitionProbe partition,
    @Nullable IcebergState iceberg) {
  TableStatus(
      Table<?> table,
      PartitionState state,
      @Nullable String problem,
      @Nullable PartitionProbe partition) {
    this(table, state, problem, partition, null);
  }

  TableStatus with(IcebergState compared) {
    return new TableStatus(table, state, problem, partition, compared);
  }

  /**
   * Returns the footer; empty if it is missing or unreadable, or if the file comes from another
   * program, a newer jar, or a run for another table or date.
   */
  public Optional<PartitionMetadata> footer() {
    return Optional.ofNullable(partition).flatMap(PartitionProbe::readableFooter);
  }

  /**
   * Returns whether the partition has only one problem: an older jar wrote it, with fewer columns.
   */
  public boolean isOnlyOlder() {
    return StatusEvaluator.olderSchema(table).equals(problem);
  }

  /** Returns whether the footer is readable. The rows can be damaged nevertheless. */
  boolean hasIntactFooter() {
    return footer().isPresent();
  }

  /**
   * Returns how the data of a raw table was captured from Spotify. Returns empty for other tables
   * and without a {@link #footer}.
   */
  Optional<CaptureMetadata> capture() {
    return footer().filter(footer -> table.layer().equals("raw")).map(CaptureMetadata::from);
  }

  long bytes() {
    return partition == null ? 0 : partition.object().size();
  }

  Optional<Instant> modifiedAt() {
    return Optional.ofNullable(partition).map(probe -> probe.object().lastModified());
  }
}
