package pipeline.lake;

import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.store.ObjectInfo;

/**
 * One version of a partition.
 *
 * @param object the object. If this process has just written the object, its time is {@code
 *     Instant.EPOCH}.
 * @param footer the footer of this version
 */
public record PartitionVersion(ObjectInfo object, PartitionMetadata footer) {}
