package pipeline.extract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.model.Artist;
import pipeline.spotify.api.PagedResult;

/** A Spotify with scripted search results. */
class ScriptedSearch extends EmptySpotify {
  private final Map<String, List<Album>> found = new HashMap<>();
  private final List<String> queries = new ArrayList<>();
  private int maxResults = 1000;
  private int nullItems;
  private boolean exhausted;
  private @Nullable String missing;

  /** Creates albums with IDs made from the numbers. */
  static List<Album> albums(int from, int to) {
    List<Album> albums = new ArrayList<>();
    for (int number = from; number < to; number++) {
      albums.add(album("album%05d".formatted(number), "2024-01-01"));
    }
    return albums;
  }

  static Album album(String id, String day) {
    return album(id, day, "day", List.of(), null);
  }

  static Album album(
      String id, String date, String precision, List<Artist> artists, @Nullable String label) {
    return new Album(id, id, "album", 1, date, precision, null, artists, label, null, Map.of());
  }

  ScriptedSearch finds(String query, List<Album> albums) {
    found.put(query, albums);
    return this;
  }

  /** Limits the results per query, as Spotify limits them to 1000. */
  ScriptedSearch limitedTo(int albums) {
    maxResults = albums;
    return this;
  }

  /** Sets the number of entries without an album per response. */
  ScriptedSearch withNulls(int entries) {
    nullItems = entries;
    return this;
  }

  /** Sets each total to the number of results, which shows that the result is complete. */
  ScriptedSearch withRightTotals() {
    exhausted = true;
    return this;
  }

  ScriptedSearch lacking(String reason) {
    missing = reason;
    return this;
  }

  /** Returns the queries in their order, each followed by @ and the market, if there is one. */
  List<String> queries() {
    return List.copyOf(queries);
  }

  @Override
  public PagedResult<Album> searchAlbums(String query, @Nullable String market, int maxAlbums) {
    List<Album> all = search(query, market);
    int limit = Math.min(maxAlbums, maxResults);
    List<Album> first = all.stream().limit(limit).toList();
    List<Integer> positions = IntStream.range(0, first.size()).boxed().toList();
    return new PagedResult<>(first, positions, all.size() > limit, exhausted, nullItems, missing);
  }

  @Override
  public PagedResult<Album> searchPage(
      String query, @Nullable String market, int offset, int limit) {
    List<Album> all = search(query, market);
    List<Album> page = all.stream().skip(offset).limit(limit).toList();
    return PagedResult.merged(page, offset + limit < all.size(), nullItems, null);
  }

  private List<Album> search(String query, @Nullable String market) {
    String key = market == null ? query : query + "@" + market;
    queries.add(key);
    return found.getOrDefault(key, List.of());
  }
}
