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
 * @param problem a text that begins with the table's name; null if there is no problem
 * @param partition null if the partition does not exist
 */
public record TableStatus(
    Table<?> table,
    PartitionState state,
    @Nullable String problem,
    @Nullable PartitionProbe partition) {

  Optional<PartitionMetadata> footer() {
    return Optional.ofNullable(partition).flatMap(PartitionProbe::readableFooter);
  }

  /** Returns how the data was captured from Spotify; empty except for raw tables. */
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
