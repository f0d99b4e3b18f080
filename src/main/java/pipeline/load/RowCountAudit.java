package pipeline.load;

import java.util.Map;
import pipeline.lake.Partition;
import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.CleanTrack;

/** That no row is lost on the way, by counting: what the footers say and what was read. */
final class RowCountAudit {
  private final LoadInputs inputs;
  private final CleanCursors read;
  private final Map<String, Long> rejects;

  /**
   * After all rows were read.
   *
   * @param rejects by the table that they were meant for
   */
  RowCountAudit(LoadInputs inputs, CleanCursors read, Map<String, Long> rejects) {
    this.inputs = inputs;
    this.read = read;
    this.rejects = rejects;
  }

  void check(AuditResult audit) {
    whole(inputs.albums(), read.albums().rowsRead(), audit);
    whole(inputs.albumArtists(), read.albumArtists().rowsRead(), audit);
    whole(inputs.tracks(), read.tracks().rowsRead(), audit);
    whole(inputs.trackArtists(), read.trackArtists().rowsRead(), audit);
    whole(inputs.rejects(), read.rejects().rowsRead(), audit);
    kept(inputs.rawReleases(), CleanAlbum.TABLE.qualifiedName(), read.albums().rowsRead(), audit);
    kept(inputs.rawTracks(), CleanTrack.TABLE.qualifiedName(), read.tracks().rowsRead(), audit);
  }

  private static void whole(Partition<?> partition, long read, AuditResult audit) {
    long rows = partition.footer().rows();
    if (read != rows) {
      audit.violation(
          "tables have the rows that their footers count",
          partition.table() + " has " + read + " of " + rows);
    }
  }

  private void kept(Partition<?> raw, String table, long kept, AuditResult audit) {
    long rows = raw.footer().rows();
    long rejected = rejects.getOrDefault(table, 0L);
    if (kept + rejected != rows) {
      audit.violation(
          "every raw row is kept or rejected, once",
          "%s has %d rows, %s %d and %d rejects"
              .formatted(raw.table(), rows, table, kept, rejected));
    }
  }
}
