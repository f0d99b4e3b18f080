package pipeline.lake;

import java.util.Optional;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.store.ObjectInfo;

/** A source of known footers, which need not be read from their objects. */
@FunctionalInterface
public interface FooterSource {
  FooterSource NONE = (table, object) -> Optional.empty();

  /**
   * Returns the footer of this version of an object; empty if the footer must be read from the
   * object.
   */
  Optional<PartitionMetadata> find(Table<?> table, ObjectInfo object);
}
