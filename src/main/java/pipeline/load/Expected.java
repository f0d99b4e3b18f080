package pipeline.load;

import java.time.LocalDate;
import java.util.Set;
import pipeline.lake.PartitionMetadata;
import pipeline.tables.Capture;

/**
 * What the rows of a date are audited against: how raw was taken, as its footers say.
 *
 * @param source of the listing, as a column
 * @param late whether it is a late capture
 * @param gone ids of albums that Spotify has no tracks of
 * @param missing ids of albums whose tracks could not be had in full
 */
record Expected(LocalDate ds, String source, boolean late, Set<String> gone, Set<String> missing) {

  static Expected of(LocalDate ds, PartitionMetadata rawTracks) {
    Capture capture = Capture.of(rawTracks);
    return new Expected(
        ds,
        capture.source(),
        capture.late(),
        Set.copyOf(Capture.list(rawTracks, Capture.ALBUMS_GONE)),
        Set.copyOf(Capture.list(rawTracks, Capture.ALBUMS_MISSING)));
  }
}
