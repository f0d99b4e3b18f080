package pipeline.spotify.paging;

import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.StateStore;

/** Finds and stores, for each endpoint, the largest page size that Spotify accepts from the app. */
public record PageSizeNegotiator(StateStore stateStore) {
  public static final String SEARCH = "search";
  public static final String ARTIST_ALBUMS = "artist-albums";

  private static final Logger LOG = LoggerFactory.getLogger("spotify.api");
  private static final List<Integer> SIZES = List.of(50, 20, 10, 5);

  /**
   * The endpoints whose maximum page size is 50, but 10 for an app in Development Mode. If such an
   * endpoint refuses 50, a request with 20 would also fail.
   */
  private static final Set<String> FIFTY_OR_TEN = Set.of(SEARCH, ARTIST_ALBUMS);

  /**
   * Returns the result of a request with the largest page size that Spotify accepts.
   *
   * @param maxItems the number of items that the caller needs. If a smaller page has room for them,
   *     the request uses the smaller page size
   * @param request sends the request with a given page size
   */
  public <T> T fetchWithLargestPage(String endpoint, int maxItems, IntFunction<T> request) {
    int size = Math.min(knownSize(endpoint), smallestSizeFor(maxItems));
    while (true) {
      try {
        return request.apply(size);
      } catch (SpotifyException refusal) {
        int smaller = nextSmallerSize(endpoint, size);
        if (smaller == 0 || !isLimitRefusal(refusal)) {
          throw refusal;
        }
        LOG.info("Page size {} refused for {}; trying {}", size, endpoint, smaller);
        size = smaller;
        stateStore.write(stateKey(endpoint), Integer.toString(size));
      }
    }
  }

  private static int smallestSizeFor(int maxItems) {
    return SIZES.stream()
        .filter(size -> size >= maxItems)
        .reduce((larger, smaller) -> smaller)
        .orElse(SIZES.get(0));
  }

  /** Returns the page size to try first: the largest that Spotify is not known to refuse. */
  public int knownSize(String endpoint) {
    String stored = stateStore.find(stateKey(endpoint)).orElse("").strip();
    return SIZES.stream()
        .filter(size -> stored.equals(Integer.toString(size)))
        .findFirst()
        .orElse(SIZES.get(0));
  }

  private static int nextSmallerSize(String endpoint, int size) {
    int below = FIFTY_OR_TEN.contains(endpoint) ? Math.min(size, 11) : size;
    return SIZES.stream().filter(candidate -> candidate < below).findFirst().orElse(0);
  }

  private static boolean isLimitRefusal(SpotifyException refusal) {
    return refusal.kind() == SpotifyErrorKind.BAD_REQUEST && refusal.mentions("invalid limit");
  }

  private static String stateKey(String endpoint) {
    return "page-size." + endpoint;
  }
}
