package pipeline.extract;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.tables.Source;

/**
 * A listing as it was taken.
 *
 * @param albums each id once
 * @param inOrder whether an album's place in the list is its place at Spotify
 * @param truncated a cap left something
 * @param missing why this is not all, or null
 * @param observedAt when it was taken; where it took several calls at several times, when it began
 */
record Taken(
    Source source,
    List<Album> albums,
    boolean inOrder,
    boolean truncated,
    @Nullable String missing,
    Instant observedAt) {

  /** The first of them, where there are more than the user wants. */
  Taken atMost(@Nullable Integer most) {
    return most == null || albums.size() <= most
        ? this
        : new Taken(source, albums.subList(0, most), inOrder, true, missing, observedAt);
  }
}
