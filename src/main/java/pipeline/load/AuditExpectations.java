package pipeline.load;

import java.time.LocalDate;
import java.util.Set;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.tables.stage.CaptureMetadata;

/**
 * A date and values from the footer of its raw/tracks. The rows of the date must agree with them.
 *
 * @param source the source of the listing, as a column value
 * @param late whether the listing is a historical capture
 * @param deleted the ids of albums for which Spotify has no tracks
 * @param missing the ids of albums whose tracks could not all be fetched
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
