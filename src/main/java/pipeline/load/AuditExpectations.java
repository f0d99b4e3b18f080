package pipeline.load;

import java.time.LocalDate;
import java.util.Set;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.tables.stage.CaptureMetadata;

/**
 * What the rows of a date are audited against: how raw was taken, as its footers say.
 *
 * @param source of the listing, as a column
 * @param late whether it is a late capture
 * @param deleted ids of albums that Spotify has no tracks of
 * @param missing ids of albums whose tracks could not be had in full
 */
record AuditExpectations(
    LocalDate ds, String source, boolean late, Set<String> deleted, Set<String> missing) {

  static AuditExpectations from(LocalDate ds, PartitionMetadata rawTracks) {
    CaptureMetadata capture = CaptureMetadata.from(rawTracks);
    return new AuditExpectations(
        ds,
        capture.source(),
        capture.late(),
        Set.copyOf(CaptureMetadata.parseList(rawTracks, CaptureMetadata.ALBUMS_GONE)),
        Set.copyOf(CaptureMetadata.parseList(rawTracks, CaptureMetadata.ALBUMS_MISSING)));
  }
}
