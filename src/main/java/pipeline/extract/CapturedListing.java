package pipeline.extract;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.tables.stage.ListingSource;

/**
 * A listing as it was taken.
 *
 * @param albums each id once
 * @param positions each album's place at Spotify; empty if several queries were merged
 * @param truncated a cap left something
 * @param warnings what is odd about the answers, in words
 * @param missing why this is not all, or null
 * @param observedAt when it was taken; where it took several calls at several times, when it began
 */
record CapturedListing(
    ListingSource source,
    List<Album> albums,
    List<Integer> positions,
    boolean truncated,
    List<String> warnings,
    @Nullable String missing,
    Instant observedAt) {

  /** The warning about entries of a listing that hold no usable album; empty if there are none. */
  static List<String> nullItems(int nullItems) {
    return nullItems == 0
        ? List.of()
        : List.of(
            "entries without a usable album: %d of the listing; they were left out"
                .formatted(nullItems));
  }

  /** The first of them, where there are more than the user wants. */
  CapturedListing limitTo(@Nullable Integer limit) {
    return limit == null || albums.size() <= limit
        ? this
        : new CapturedListing(
            source,
            albums.subList(0, limit),
            positions.isEmpty() ? positions : positions.subList(0, limit),
            true,
            warnings,
            missing,
            observedAt);
  }
}
