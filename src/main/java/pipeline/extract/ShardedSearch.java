package pipeline.extract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.spotify.api.AlbumListing;

/**
 * A search for more albums than one query shows: the query itself, then its parts, until enough are
 * found or a part adds hardly any.
 */
final class ShardedSearch {
  /** A shard that adds less than this share of what is known ends the search. */
  private static final double MIN_NEW_SHARE = 0.01;

  /** Searches for albums. */
  interface AlbumSearch {
    /**
     * Returns the albums that a query finds.
     *
     * @param market two letters, or null for none
     * @param most the largest number of albums to return, at least 1
     */
    AlbumListing search(String query, @Nullable String market, int most);
  }

  private final AlbumSearch search;
  private final int limit;
  private final Map<String, Album> found = new LinkedHashMap<>();
  private boolean truncated;
  private int queries;
  private int nullItems;
  private @Nullable String missing;

  ShardedSearch(AlbumSearch search, int limit) {
    this.search = search;
    this.limit = limit;
  }

  AlbumListing fetch(String query, @Nullable String market) {
    AlbumListing first = add(query, market);
    boolean worth = found.size() < limit && !first.exhausted();
    for (String shard : QueryShards.from(query)) {
      worth = worth && adds(shard, market);
    }
    if (market == null && !first.exhausted()) {
      worth = found.size() < limit;
      for (String country : QueryShards.MARKETS) {
        worth = worth && adds(query, country);
      }
    }
    truncated |= found.size() > limit;
    return new AlbumListing(
        found.values().stream().limit(limit).toList(),
        queries == 1 ? first.positions() : List.of(),
        truncated,
        first.exhausted(),
        nullItems,
        missing);
  }

  /** Adds what a query finds; returns whether another query is worth its calls. */
  private boolean adds(String query, @Nullable String market) {
    int before = found.size();
    add(query, market);
    return found.size() < limit && found.size() - before >= MIN_NEW_SHARE * found.size();
  }

  private AlbumListing add(String query, @Nullable String market) {
    AlbumListing listing = search.search(query, market, limit);
    queries++;
    listing.albums().forEach(album -> found.putIfAbsent(album.id(), album));
    truncated |= listing.truncated();
    nullItems += listing.nullItems();
    missing = missing == null ? listing.missing() : missing;
    return listing;
  }
}
