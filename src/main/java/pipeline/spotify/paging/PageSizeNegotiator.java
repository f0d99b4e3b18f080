package pipeline.spotify.paging;

import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.StateStore;

/** The largest page that the app may ask an endpoint for: found by trying, and remembered. */
public final class PageSizeNegotiator {
  public static final String SEARCH = "search";
  public static final String ARTIST_ALBUMS = "artist-albums";

  private static final Logger LOG = LoggerFactory.getLogger("spotify.api");
  private static final List<Integer> SIZES = List.of(50, 20, 10, 5);

  /** Endpoints that give 50 rows a page, or 10 to an app in Development Mode: 20 is not tried. */
  private static final Set<String> FIFTY_OR_TEN = Set.of(SEARCH, ARTIST_ALBUMS);

  private final StateStore stateStore;

  public PageSizeNegotiator(StateStore stateStore) {
    this.stateStore = stateStore;
  }

  /** What the answer is with the largest size that Spotify accepts. */
  public <T> T fetchWithLargestPage(String endpoint, IntFunction<T> request) {
    return fetchWithLargestPage(endpoint, SIZES.get(0), request);
  }

  /** The same for so many rows: a larger page would bring no more of them. */
  public <T> T fetchWithLargestPage(String endpoint, int rows, IntFunction<T> request) {
    int size = Math.min(knownSize(endpoint), smallestSizeFor(rows));
    while (true) {
      try {
        return request.apply(size);
      } catch (SpotifyException refusal) {
        int smaller = nextSmallerSize(endpoint, size);
        if (smaller == 0 || !isLimitRefusal(refusal)) {
          throw refusal;
        }
        LOG.info("{} gives this app fewer than {} a page: trying {}", endpoint, size, smaller);
        size = smaller;
        stateStore.write(stateKey(endpoint), Integer.toString(size));
      }
    }
  }

  private static int smallestSizeFor(int rows) {
    return SIZES.stream()
        .filter(size -> size >= rows)
        .reduce((larger, smaller) -> smaller)
        .orElse(SIZES.get(0));
  }

  /** The largest that is not known to be refused. */
  public int knownSize(String endpoint) {
    String remembered = stateStore.find(stateKey(endpoint)).orElse("").strip();
    return SIZES.stream()
        .filter(size -> remembered.equals(Integer.toString(size)))
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
