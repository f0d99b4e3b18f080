package pipeline.load;

import java.time.LocalDate;
import java.util.Set;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.tables.stage.CaptureMetadata;

/**
 * The values from raw footers that the rows of a date are audited against.
 *
 * @param source source of the listing, as a column value
 * @param late whether it is a historical capture
 * @param deleted ids of albums without tracks at Spotify
 * @param missing ids of albums whose tracks could not all be fetched
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
