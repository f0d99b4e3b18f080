package pipeline.load;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Partition;
import pipeline.lake.PartitionWriter;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.stage.CaptureMetadata;
import pipeline.tables.stage.PublishTransaction;

/**
 * analytics/partitions: a row for each partition that went into a date, from their footers. It is
 * published last, and its hashes name the tables that belong together.
 *
 * @param audit the verdict on the star
 * @param rejects by the table that they were meant for
 */
record PartitionsTableWriter(String audit, Map<String, Long> rejects) {

  void write(LoadInputs inputs, Iterable<PartitionWriter<?>> star, PublishTransaction transaction) {
    PartitionWriter<PartitionEntry> writer = transaction.openWriter(PartitionEntry.TABLE);
    writer.write(rawEntry(inputs.rawReleases()));
    writer.write(rawEntry(inputs.rawTracks()));
    for (Partition<?> partition : inputs.all()) {
      if (partition.table().layer().equals(CleanAlbum.TABLE.layer())) {
        String table = partition.table().qualifiedName();
        writer.write(
            derivedEntry(table, partition.footer(), rejects.getOrDefault(table, 0L), null));
      }
    }
    for (PartitionWriter<?> part : star) {
      writer.write(derivedEntry(part.table().qualifiedName(), publishedFooter(part), null, audit));
    }
  }

  /** A table that stays as it is was written by the jar of then. */
  private static PartitionMetadata publishedFooter(PartitionWriter<?> writer) {
    return writer.findUnchanged().orElseGet(writer::finish);
  }

  private static PartitionEntry rawEntry(Partition<?> partition) {
    PartitionMetadata footer = partition.footer();
    CaptureMetadata capture = CaptureMetadata.from(footer);
    return new PartitionEntry(
        partition.table().qualifiedName(),
        footer.find(PartitionMetadata.STAGE).orElse(null),
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
        footer.find(PartitionMetadata.CODE_VERSION).orElse(null),
        footer.contentHash());
  }

  private static PartitionEntry derivedEntry(
      String table, PartitionMetadata footer, @Nullable Long rejects, @Nullable String audit) {
    return new PartitionEntry(
        table,
        footer.find(PartitionMetadata.STAGE).orElse(null),
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
        footer.find(PartitionMetadata.CODE_VERSION).orElse(null),
        footer.contentHash());
  }
}
