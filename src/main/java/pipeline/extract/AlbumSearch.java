package pipeline.extract;

import org.jspecify.annotations.Nullable;
import pipeline.spotify.Listing;

/** Searches for albums. */
interface AlbumSearch {
  /**
   * Returns the albums that a query finds.
   *
   * @param market two letters, or null for none
   * @param most the largest number of albums to return, at least 1
   */
  Listing search(String query, @Nullable String market, int most);
}
