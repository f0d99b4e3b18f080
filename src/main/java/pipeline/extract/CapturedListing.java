package pipeline.extract;

import java.time.Instant;
import java.util.List;
import pipeline.model.Album;
import pipeline.spotify.api.PagedResult;
import pipeline.tables.stage.ListingSource;

/**
 * A listing, its source and the time of its capture.
 *
 * @param warnings messages for the user
 * @param observedAt the start time of the run that sent the earliest request for this listing
 */
record CapturedListing(
    ListingSource source, PagedResult<Album> result, List<String> warnings, Instant observedAt) {

  List<Album> albums() {
    return result.items();
  }

  CapturedListing limitTo(int maxAlbums) {
    return new CapturedListing(source, result.limitTo(maxAlbums), warnings, observedAt);
  }
}
