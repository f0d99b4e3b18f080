package pipeline.lake;

import java.util.Optional;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.store.ObjectInfo;

/** The footers of object versions that need not be read from the objects. */
@FunctionalInterface
public interface FooterSource {
  FooterSource NONE = (table, object) -> Optional.empty();

  /** Returns the footer of this version; empty if it must be read. */
  Optional<PartitionMetadata> find(Table<?> table, ObjectInfo object);
}
