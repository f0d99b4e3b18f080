package pipeline.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.extract.ScriptedSearch.albums;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pipeline.model.Album;
import pipeline.spotify.api.PagedResult;

/** Checks a search for more albums than one query returns. */
class ShardedSearchTest {
  private final ScriptedSearch spotify = new ScriptedSearch();

  private static List<String> ids(List<Album> albums) {
    return albums.stream().map(Album::id).toList();
  }

  @Test
  void searchUsesOneQueryIfItFindsEnoughAlbums() {
    spotify.finds("tag:new", albums(0, 250));
    ShardedSearch search = new ShardedSearch(spotify::searchAlbums, 100);

    PagedResult<Album> listing = search.fetch("tag:new", null);

    assertEquals(List.of("tag:new"), spotify.queries());
    assertEquals(ids(albums(0, 100)), ids(listing.items()));
    assertEquals(100, listing.positions().size());
    assertTrue(listing.truncated());
  }

  @Test
  void searchContinuesUntilAPartAddsUnderOnePercent() {
    spotify
        .limitedTo(100)
        .finds("tag:new", albums(0, 400))
        .finds("tag:new a", albums(90, 110))
        .finds("tag:new b", albums(0, 111))
        .finds("tag:new c", albums(500, 600))
        .finds("tag:new@US", albums(50, 120))
        .finds("tag:new@GB", albums(0, 100));
    ShardedSearch search = new ShardedSearch(spotify::searchAlbums, 1000);

    PagedResult<Album> listing = search.fetch("tag:new", null);

    assertEquals(
        List.of("tag:new", "tag:new a", "tag:new b", "tag:new@US", "tag:new@GB"),
        spotify.queries(),
        "the first hundred albums of b and of GB are known");
    assertEquals(ids(albums(0, 120)), ids(listing.items()));
    assertEquals(List.of(), listing.positions(), "a listing of several queries has no positions");
    assertTrue(listing.truncated());
  }

  @Test
  void oneNewPercentIsWorthAnotherQuery() {
    spotify.finds("tag:new", albums(0, 99)).finds("tag:new a", albums(99, 100));
    new ShardedSearch(spotify::searchAlbums, 1000).fetch("tag:new", null);
    assertTrue(spotify.queries().contains("tag:new b"), spotify.queries().toString());
  }

  @Test
  void usefulLettersDigitsAndMarketsAreSearchedOnceEach() {
    List<String> queries = new ArrayList<>(ShardedSearch.shards("tag:new"));
    queries.add(0, "tag:new");
    ShardedSearch.MARKETS.forEach(market -> queries.add("tag:new@" + market));
    for (int i = 0; i < queries.size(); i++) {
      spotify.finds(queries.get(i), albums(10 * i, 10 * i + 10));
    }

    PagedResult<Album> listing =
        new ShardedSearch(spotify::searchAlbums, 10_000).fetch("tag:new", null);

    assertEquals(queries, spotify.queries());
    assertEquals(1 + 26 + 10 + 14, queries.size());
    assertEquals(ids(albums(0, 510)), ids(listing.items()));
    assertFalse(listing.truncated());
    assertNull(listing.missing());
  }

  @Test
  void searchStopsAtTheLimitAndIsTruncated() {
    spotify.finds("tag:new", albums(0, 90)).finds("tag:new a", albums(80, 120));

    PagedResult<Album> listing =
        new ShardedSearch(spotify::searchAlbums, 100).fetch("tag:new", null);

    assertEquals(List.of("tag:new", "tag:new a"), spotify.queries());
    assertEquals(ids(albums(0, 100)), ids(listing.items()));
    assertTrue(listing.truncated(), "twenty that were found are not listed");
  }

  @Test
  void searchUsesOnlyTheGivenMarket() {
    spotify.finds("tag:new@DE", albums(0, 5));
    new ShardedSearch(spotify::searchAlbums, 100).fetch("tag:new", "DE");
    assertTrue(spotify.queries().stream().allMatch(query -> query.endsWith("@DE")));
  }

  @Test
  void incompletePartMakesTheListingIncomplete() {
    spotify.finds("tag:new", albums(0, 100)).lacking("a page is missing");
    assertEquals(
        "a page is missing",
        new ShardedSearch(spotify::searchAlbums, 10).fetch("tag:new", null).missing());
  }

  @Test
  void noFurtherQueryIsSentIfTotalsConfirmTheFirst() {
    spotify.withRightTotals().finds("tag:new", albums(0, 29));

    PagedResult<Album> listing =
        new ShardedSearch(spotify::searchAlbums, 100).fetch("tag:new", null);

    assertEquals(List.of("tag:new"), spotify.queries());
    assertEquals(ids(albums(0, 29)), ids(listing.items()));
    assertFalse(listing.truncated());
  }

  @Test
  void nullEntriesOfAllQueriesAreCounted() {
    spotify.withNulls(2).finds("tag:new", albums(0, 100));

    PagedResult<Album> listing =
        new ShardedSearch(spotify::searchAlbums, 1000).fetch("tag:new", "DE");

    assertEquals(2 * spotify.queries().size(), listing.nullItems());
  }
}
