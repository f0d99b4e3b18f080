package pipeline.extract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.spotify.api.PagedResult;

/**
 * A search that can find more albums than a single query, which returns at most 1000. The search
 * sends the query, and then two kinds of variants: the query with a letter or digit added and, if
 * no market is configured, the query in several markets. The search stops sending variants of one
 * kind when there are enough albums, or when a variant adds too few new albums.
 */
final class ShardedSearch {
  /**
   * The minimum number of new albums of a query, as a share of all albums found so far. If a query
   * adds fewer albums, no query of the same kind follows.
   */
  private static final double MIN_NEW_SHARE = 0.01;

  /** Large markets on five continents. The charts of these markets have few albums in common. */
  static final List<String> MARKETS =
      List.of("US", "GB", "DE", "FR", "ES", "BR", "MX", "JP", "KR", "IN", "ID", "NG", "ZA", "TR");

  /** A search for albums. */
  interface AlbumSearch {
    /** Returns at most {@code maxAlbums} albums that a query finds. */
    PagedResult<Album> search(String query, @Nullable String market, int maxAlbums);
  }

  private final AlbumSearch search;
  private final int maxAlbums;
  private final Map<String, Album> found = new LinkedHashMap<>();
  private boolean truncated;
  private int queries;
  private int nullItems;
  private @Nullable String missing;

  ShardedSearch(AlbumSearch search, int maxAlbums) {
    this.search = search;
    this.maxAlbums = maxAlbums;
  }

  /**
   * Returns one query for each letter and each digit: the given query with this character added.
   * The results of these queries overlap.
   */
  static List<String> shards(String query) {
    return "abcdefghijklmnopqrstuvwxyz0123456789"
        .chars()
        .mapToObj(character -> query + " " + (char) character)
        .toList();
  }

  PagedResult<Album> fetch(String query, @Nullable String market) {
    PagedResult<Album> first = add(query, market);
    boolean isUseful = found.size() < maxAlbums && !first.exhausted();
    for (String shard : shards(query)) {
      isUseful = isUseful && isWorthAnother(shard, market);
    }
    if (market == null && !first.exhausted()) {
      isUseful = found.size() < maxAlbums;
      for (String country : MARKETS) {
        isUseful = isUseful && isWorthAnother(query, country);
      }
    }
    if (queries == 1) {
      return first;
    }
    List<Album> albums = found.values().stream().limit(maxAlbums).toList();
    return PagedResult.merged(albums, truncated || found.size() > maxAlbums, nullItems, missing);
  }

  /**
   * Adds the results of a query. Returns whether another query is useful: there are not enough
   * albums yet, and this query added enough new albums.
   */
  private boolean isWorthAnother(String query, @Nullable String market) {
    int before = found.size();
    add(query, market);
    return found.size() < maxAlbums && found.size() - before >= MIN_NEW_SHARE * found.size();
  }

  private PagedResult<Album> add(String query, @Nullable String market) {
    PagedResult<Album> result = search.search(query, market, maxAlbums);
    queries++;
    result.items().forEach(album -> found.putIfAbsent(album.id(), album));
    truncated |= result.truncated();
    nullItems += result.nullItems();
    missing = missing == null ? result.missing() : missing;
    return result;
  }
}
