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
 * @param why what is wrong, beginning with the table's name; null where nothing is
 * @param found null where there is nothing
 */
public record TableStatus(
    Table<?> table, PartitionState state, @Nullable String why, @Nullable PartitionProbe found) {

  Optional<PartitionMetadata> footer() {
    return Optional.ofNullable(found).flatMap(PartitionProbe::readable);
  }

  /** How it was taken from Spotify; raw tables only. */
  Optional<CaptureMetadata> capture() {
    return footer().filter(footer -> table.layer().equals("raw")).map(CaptureMetadata::from);
  }

  long bytes() {
    return found == null ? 0 : found.object().size();
  }

  Optional<Instant> modifiedAt() {
    return Optional.ofNullable(found).map(one -> one.object().lastModified());
  }
}
