package pipeline.load;

import java.util.Map;
import pipeline.lake.Partition;
import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.CleanTrack;

/** That no row is lost on the way, by counting: what the footers say and what was read. */
final class RowCountAudit {
  private final LoadInputs inputs;
  private final CleanCursors cursors;
  private final Map<String, Long> rejects;

  /**
   * After all rows were read.
   *
   * @param rejects by the table that they were meant for
   */
  RowCountAudit(LoadInputs inputs, CleanCursors cursors, Map<String, Long> rejects) {
    this.inputs = inputs;
    this.cursors = cursors;
    this.rejects = rejects;
  }

  void audit(AuditResult audit) {
    auditReadCount(inputs.albums(), cursors.albums().rowsRead(), audit);
    auditReadCount(inputs.albumArtists(), cursors.albumArtists().rowsRead(), audit);
    auditReadCount(inputs.tracks(), cursors.tracks().rowsRead(), audit);
    auditReadCount(inputs.trackArtists(), cursors.trackArtists().rowsRead(), audit);
    auditReadCount(inputs.rejects(), cursors.rejects().rowsRead(), audit);
    auditKept(
        inputs.rawReleases(), CleanAlbum.TABLE.qualifiedName(), cursors.albums().rowsRead(), audit);
    auditKept(
        inputs.rawTracks(), CleanTrack.TABLE.qualifiedName(), cursors.tracks().rowsRead(), audit);
  }

  private static void auditReadCount(Partition<?> partition, long read, AuditResult audit) {
    long rows = partition.footer().rows();
    if (read != rows) {
      audit.addViolation(
          "tables have the rows that their footers count",
          partition.table() + " has " + read + " of " + rows);
    }
  }

  private void auditKept(Partition<?> raw, String table, long keptRows, AuditResult audit) {
    long rows = raw.footer().rows();
    long rejected = rejects.getOrDefault(table, 0L);
    if (keptRows + rejected != rows) {
      audit.addViolation(
          "every raw row is kept or rejected, once",
          "%s has %d rows, %s %d and %d rejects"
              .formatted(raw.table(), rows, table, keptRows, rejected));
    }
  }
}
