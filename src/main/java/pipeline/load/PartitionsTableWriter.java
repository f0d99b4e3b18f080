package pipeline.load;

import java.util.List;
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
 * A writer of analytics/partitions. The table analytics/partitions has one row for each other
 * partition of a date, with values from the footer of that partition. The table is published last.
 * The content hashes in its rows show which versions of the other tables belong together.
 *
 * @param audit the result of load's audits
 * @param rejects the number of rejects of each clean table, by table name
 */
record PartitionsTableWriter(String audit, Map<String, Long> rejects) {

  /**
   * Writes one row for each other table. Must be called after all rows of the other tables are
   * written.
   */
  void write(LoadInputs inputs, PublishTransaction transaction) {
    List<?> unused = transaction.findReplaced(); // reads all footers at the same time
    transaction.write(rawEntry(inputs.rawReleases()));
    transaction.write(rawEntry(inputs.rawTracks()));
    for (Partition<?> partition : inputs.all()) {
      if (partition.table().layer().equals(CleanAlbum.TABLE.layer())) {
        String table = partition.table().qualifiedName();
        transaction.write(
            derivedEntry(table, partition.footer(), rejects.getOrDefault(table, 0L), null));
      }
    }
    for (PartitionWriter<?> writer : transaction.writers()) {
      String table = writer.table().qualifiedName();
      if (!table.equals(PartitionEntry.TABLE.qualifiedName())) {
        transaction.write(derivedEntry(table, publishedFooter(writer), null, audit));
      }
    }
  }

  /**
   * Returns the published footer if the table is unchanged, otherwise the new footer. An unchanged
   * table is not published again, so its footer can be from an earlier version of the jar.
   */
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
        footer.contentHash(),
        capture.market());
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
        footer.contentHash(),
        null);
  }
}
