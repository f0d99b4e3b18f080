package pipeline.lake;

import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.store.ObjectInfo;

/**
 * One version of a partition.
 *
 * @param object the object; after an upload, without the time of the last write
 * @param footer the footer of this version
 */
public record PartitionVersion(ObjectInfo object, PartitionMetadata footer) {}
