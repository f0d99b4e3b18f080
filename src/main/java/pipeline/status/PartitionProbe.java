package pipeline.status;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.ObjectInfo;
import pipeline.tables.stage.PublishedStar;

/**
 * A partition as it lies there.
 *
 * @param footer null where it cannot be read
 * @param failure why not
 * @param star what analytics/partitions says of the date; null for every other table
 */
record PartitionProbe(
    ObjectInfo object,
    @Nullable PartitionMetadata footer,
    @Nullable LakeException failure,
    @Nullable PublishedStar star) {

  Optional<PartitionMetadata> readableFooter() {
    return Optional.ofNullable(footer);
  }
}
