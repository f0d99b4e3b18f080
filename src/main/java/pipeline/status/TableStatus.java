package pipeline.status;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.tables.stage.CaptureMetadata;

/**
 * A table on a date.
 *
 * @param problem what is wrong, beginning with the table's name; null where nothing is
 * @param partition null where there is nothing
 */
public record TableStatus(
    Table<?> table,
    PartitionState state,
    @Nullable String problem,
    @Nullable PartitionProbe partition) {

  Optional<PartitionMetadata> footer() {
    return Optional.ofNullable(partition).flatMap(PartitionProbe::readableFooter);
  }

  /** How it was taken from Spotify; raw tables only. */
  Optional<CaptureMetadata> capture() {
    return footer().filter(footer -> table.layer().equals("raw")).map(CaptureMetadata::from);
  }

  long bytes() {
    return partition == null ? 0 : partition.object().size();
  }

  Optional<Instant> modifiedAt() {
    return Optional.ofNullable(partition).map(one -> one.object().lastModified());
  }
}
