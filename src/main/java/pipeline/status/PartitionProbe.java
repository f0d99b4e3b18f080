package pipeline.status;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.ObjectInfo;
import pipeline.tables.stage.RecordedFooters;

/**
 * The object of a partition and the content of its footer.
 *
 * @param footer null if the footer is unreadable, or if another program, a newer jar, or a run for
 *     another table or date wrote the file
 * @param failure the reason why the partition is unreadable or has failed a check; null if there is
 *     none
 * @param loadedHashes the content hashes that analytics/partitions records, by table name; null for
 *     other tables and after a failure
 * @param recorded the footers that analytics/partitions records; null for other tables and after a
 *     failure
 */
record PartitionProbe(
    LocalDate ds,
    Table<?> table,
    ObjectInfo object,
    @Nullable PartitionMetadata footer,
    @Nullable LakeException failure,
    @Nullable Map<String, String> loadedHashes,
    @Nullable RecordedFooters recorded) {

  Optional<PartitionMetadata> readableFooter() {
    return Optional.ofNullable(footer);
  }
}
