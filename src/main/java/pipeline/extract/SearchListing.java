package pipeline.extract;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.spotify.Listing;
import pipeline.spotify.SpotifyApi;

/**
 * A search for more albums than one query shows: the query itself, then its parts, until enough are
 * found or a part adds hardly any.
 */
final class SearchListing {
  /** A shard that adds less than this share of what is known ends the search. */
  private static final double WORTH = 0.01;

  private final SpotifyApi spotify;
  private final int most;
  private final Map<String, Album> found = new LinkedHashMap<>();
  private boolean truncated;
  private int queries;
  private @Nullable String missing;

  SearchListing(SpotifyApi spotify, int most) {
    this.spotify = spotify;
    this.most = most;
  }

  Listing take(String query, @Nullable String market) {
    add(query, market);
    boolean worth = found.size() < most;
    for (String shard : Shards.of(query)) {
      worth = worth && add(shard, market);
    }
    if (market == null) {
      worth = found.size() < most;
      for (String country : Shards.MARKETS) {
        worth = worth && add(query, country);
      }
    }
    truncated |= found.size() > most;
    return new Listing(found.values().stream().limit(most).toList(), truncated, 0, missing);
  }

  /** Whether several queries went into the listing, so that an album's place in it says nothing. */
  boolean isMerged() {
    return queries > 1;
  }

  /** Returns whether another query is worth its calls. */
  private boolean add(String query, @Nullable String market) {
    int before = found.size();
    Listing listing = spotify.searchAlbums(query, market, most);
    queries++;
    listing.albums().forEach(album -> found.putIfAbsent(album.id(), album));
    truncated |= listing.truncated();
    missing = missing == null ? listing.missing() : missing;
    return found.size() < most && found.size() - before >= WORTH * found.size();
  }
}
