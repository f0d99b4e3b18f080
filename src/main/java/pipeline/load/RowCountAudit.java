package pipeline.load;

import java.util.Map;
import pipeline.lake.Partition;
import pipeline.load.StarBuilder.CleanCursors;
import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.CleanTrack;

/**
 * An audit that detects lost rows. The audit compares the row counts in the footers with the number
 * of rows that were read.
 *
 * @param cursors cursors that have read all rows
 * @param rejects the number of rejects of each clean table, by table name
 */
record RowCountAudit(LoadInputs inputs, CleanCursors cursors, Map<String, Long> rejects) {
  void audit(AuditResult audit) {
    auditReadCount(inputs.albums(), cursors.albums().rowsRead(), audit);
    auditReadCount(inputs.albumArtists(), cursors.albumArtists().rowsRead(), audit);
    auditReadCount(inputs.tracks(), cursors.tracks().rowsRead(), audit);
    auditReadCount(inputs.trackArtists(), cursors.trackArtists().rowsRead(), audit);
    auditReadCount(inputs.rejects(), cursors.rejects().rowsRead(), audit);
    auditConversion(
        inputs.rawReleases(), CleanAlbum.TABLE.qualifiedName(), cursors.albums().rowsRead(), audit);
    auditConversion(
        inputs.rawTracks(), CleanTrack.TABLE.qualifiedName(), cursors.tracks().rowsRead(), audit);
  }

  private static void auditReadCount(Partition<?> partition, long read, AuditResult audit) {
    long rows = partition.footer().rows();
    if (read != rows) {
      audit.add(
          AuditRule.ROW_COUNT,
          partition.table(),
          partition.table() + " has " + read + " rows instead of " + rows);
    }
  }

  private void auditConversion(Partition<?> raw, String table, long cleanRows, AuditResult audit) {
    long rows = raw.footer().rows();
    long rejected = rejects.getOrDefault(table, 0L);
    if (cleanRows + rejected != rows) {
      audit.add(
          AuditRule.CONVERSION,
          raw.table(),
          "%s has %d rows, but %s has %d rows and %d rejects"
              .formatted(raw.table(), rows, table, cleanRows, rejected));
    }
  }
}
