package pipeline.load;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Partition;
import pipeline.lake.PartitionMetadata;
import pipeline.lake.PartitionWriter;
import pipeline.tables.Capture;
import pipeline.tables.CleanAlbum;
import pipeline.tables.Publication;
import pipeline.tables.PublishedPartition;

/**
 * analytics/partitions: a row for each partition that went into a date, from their footers. It is
 * published last, and its hashes name the tables that belong together.
 *
 * @param audit the verdict on the star
 * @param rejects by the table that they were meant for
 */
record PartitionsTable(String audit, Map<String, Long> rejects) {

  void write(LoadInputs inputs, Iterable<PartitionWriter<?>> star, Publication publication) {
    PartitionWriter<PublishedPartition> draft = publication.draft(PublishedPartition.TABLE);
    draft.write(raw(inputs.rawReleases()));
    draft.write(raw(inputs.rawTracks()));
    for (Partition<?> partition : inputs.all()) {
      if (partition.table().layer().equals(CleanAlbum.TABLE.layer())) {
        String table = partition.table().qualifiedName();
        draft.write(made(table, partition.footer(), rejects.getOrDefault(table, 0L), null));
      }
    }
    for (PartitionWriter<?> part : star) {
      draft.write(made(part.table().qualifiedName(), asPublished(part), null, audit));
    }
  }

  /** A table that stays as it is was written by the jar of then. */
  private static PartitionMetadata asPublished(PartitionWriter<?> draft) {
    return draft.published().orElseGet(draft::seal);
  }

  private static PublishedPartition raw(Partition<?> partition) {
    PartitionMetadata footer = partition.footer();
    Capture capture = Capture.of(footer);
    return new PublishedPartition(
        partition.table().qualifiedName(),
        footer.get(PartitionMetadata.STAGE).orElse(null),
        capture.source(),
        capture.observedAt(),
        footer.rows(),
        null,
        capture.requests(),
        capture.throttled(),
        capture.late(),
        capture.partial(),
        capture.truncated(),
        null,
        footer.get(PartitionMetadata.CODE_VERSION).orElse(null),
        footer.contentHash());
  }

  private static PublishedPartition made(
      String table, PartitionMetadata footer, @Nullable Long rejects, @Nullable String audit) {
    return new PublishedPartition(
        table,
        footer.get(PartitionMetadata.STAGE).orElse(null),
        null,
        null,
        footer.rows(),
        rejects,
        null,
        null,
        null,
        null,
        null,
        audit,
        footer.get(PartitionMetadata.CODE_VERSION).orElse(null),
        footer.contentHash());
  }
}
