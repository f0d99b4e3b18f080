package pipeline.spotify.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads scripted pages of three items. A letter is an item; a "-" is a null entry. */
class PaginatorTest {
  private static final int LIMIT = 3;
  private static final Paginator.PagingConfig EXACT_TOTAL = config(1000, true, 1000);
  private static final Paginator.PagingConfig ESTIMATED_TOTAL = config(1000, false, 1000);

  private final ScriptedPages script = new ScriptedPages();

  private static Paginator.PagingConfig config(int maxItems, boolean isTotalExact, int window) {
    return new Paginator.PagingConfig(maxItems, LIMIT, isTotalExact, window);
  }

  /**
   * A source that returns the scripted pages of an offset one after the other, and then repeats the
   * last page.
   */
  private static final class ScriptedPages implements Paginator.PageSource<String> {
    private final Map<Integer, List<ResponsePage<String>>> pages = new HashMap<>();
    private final List<Integer> requested = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();

    /** Adds a page at an offset. Null rows stand for a response without a page. */
    ScriptedPages page(
        int offset, @Nullable String rows, @Nullable Integer total, @Nullable Integer next) {
      List<@Nullable String> items = rows == null ? null : new ArrayList<>();
      for (int i = 0; items != null && i < rows.length(); i++) {
        items.add(rows.charAt(i) == '-' ? null : rows.substring(i, i + 1));
      }
      pages
          .computeIfAbsent(offset, any -> new ArrayList<>())
          .add(new ResponsePage<>(offset, LIMIT, null, total, next, items));
      return this;
    }

    ScriptedPages noPage(int offset) {
      return page(offset, null, null, null);
    }

    int requests(int offset) {
      return Collections.frequency(requested, offset);
    }

    @Override
    public ResponsePage<String> page(int offset) {
      List<ResponsePage<String>> answers = pages.get(offset);
      if (answers == null) {
        throw new AssertionError("unexpected request for offset " + offset);
      }
      int times = requests(offset);
      requested.add(offset);
      return answers.get(Math.min(times, answers.size() - 1));
    }

    @Override
    public void prefetch(int from, int end, int step) {
      expected.add(from + " to " + end + " by " + step);
    }
  }

  private PaginationResult<String> read(Paginator.PagingConfig config) {
    return new Paginator<String>(script, row -> row, config).read(null);
  }

  private static String rows(PaginationResult<String> result) {
    return String.join("", result.items());
  }

  private void assertComplete(String rows, PaginationResult<String> result) {
    assertNull(result.shortfall());
    assertEquals(rows, rows(result));
    assertFalse(result.truncated());
  }

  @Test
  void shortListAndItsPagesAreReadThreeTimes() {
    script.page(0, "a", 2, null).page(1, "", 2, null);

    assertEquals("the list has 1 different items of a total of 2", read(EXACT_TOTAL).shortfall());
    assertEquals(9, script.requests(0));
    assertEquals(9, script.requests(1));
  }

  @Test
  void completeReadIsPreferredToALongerIncompleteOne() {
    script.page(0, "abc", 6, 3).page(0, "x", 1, null).noPage(3);

    assertComplete("x", read(EXACT_TOTAL));
  }

  @Test
  void longestOfThreeIncompleteReadsIsReturned() {
    script.page(0, "abc", 6, 3).page(0, "d", 6, 1).page(0, "ef", 6, 2);
    script.noPage(1).noPage(2).noPage(3);

    assertEquals("abc", rows(read(EXACT_TOTAL)));
  }

  @Test
  void lastOfEquallyLongIncompleteReadsIsReturned() {
    script.page(0, "abc", 6, 3).page(0, "def", 6, 3).page(0, "ghi", 6, 3).noPage(3);

    assertEquals("ghi", rows(read(EXACT_TOTAL)));
  }

  @Test
  void emptyFirstPageIsRequestedOnceMore() {
    script.page(0, "", null, null);

    assertComplete("", read(ESTIMATED_TOTAL));
    assertEquals(2, script.requests(0));
  }

  @Test
  void listWithTotalZeroIsEmpty() {
    script.page(0, "", 0, null);

    assertComplete("", read(EXACT_TOTAL));
    assertComplete("", read(ESTIMATED_TOTAL));
    assertEquals(2, script.requests(0), "one request per list");
  }

  @Test
  void onePageAfterTheLastIsRequested() {
    script.page(0, "ab", null, null).page(2, "", null, null);

    assertComplete("ab", read(ESTIMATED_TOTAL));
    assertEquals(List.of(0, 2), script.requested);
  }

  @Test
  void emptyLastPageEndsTheList() {
    script.page(0, "abc", null, 3).page(3, "", null, null);
    assertComplete("abc", read(ESTIMATED_TOTAL));
    assertEquals(List.of(0, 3), script.requested);
  }

  @Test
  void emptyPageAfterTheTotalEndsTheList() {
    script.page(0, "abc", 3, 3).page(3, "", 3, null);
    assertComplete("abc", read(EXACT_TOTAL));
    assertEquals(List.of(0, 3), script.requested);
  }

  @Test
  void emptyPageBeforeAnotherIsRetriedAndThenIncomplete() {
    script.page(0, "abc", null, 3).page(3, "", null, 6).page(6, "g", null, null);

    PaginationResult<String> result = read(ESTIMATED_TOTAL);

    assertEquals("the page at offset 3 is empty, but a later page is not", result.shortfall());
    assertEquals(3 * 3, script.requests(3));
  }

  @Test
  void emptyPageBeforeAnEmptyOneEndsTheList() {
    script.page(0, "abc", null, 3).page(3, "", null, 6).page(6, "", null, null);

    assertComplete("abc", read(ESTIMATED_TOTAL));
  }

  @Test
  void shortPageWithoutATotalIsRequestedOnceMore() {
    script.page(0, "ab", null, 3).page(3, "d", null, null).page(4, "", null, null);

    assertComplete("abd", read(ESTIMATED_TOTAL));
    assertEquals(2, script.requests(0));
  }

  @Test
  void shortPageIsBetterThanNone() {
    script.page(0, "a", 3, null).noPage(0).page(1, "bc", 3, null);

    assertComplete("abc", read(EXACT_TOTAL));
    assertEquals(3, script.requests(0));
  }

  @Test
  void equalPageWithANextIsPreferred() {
    script.page(0, "abc", 6, null).page(0, "abc", 6, 3).page(3, "def", 6, null);

    assertComplete("abcdef", read(EXACT_TOTAL));
    assertEquals(List.of("3 to 6 by 3"), script.expected);
  }

  @ParameterizedTest
  @CsvSource({"1000, 1000, 10", "7, 1000, 7", "1000, 8, 6"})
  void pagesArePrefetchedUpToTotalLimitOrWindow(int maxItems, int window, int end) {
    ResponsePage<String> first = new ResponsePage<>(0, LIMIT, null, 10, 3, List.of("a", "b", "c"));
    new Paginator<String>(script, row -> row, config(maxItems, true, window)).prefetchAfter(first);

    assertEquals(List.of("3 to " + end + " by 3"), script.expected);
  }

  @Test
  void inconclusiveFirstPagePrefetchesNothing() {
    Paginator<String> pages = new Paginator<>(script, row -> row, EXACT_TOTAL);
    List<String> rows = List.of("a", "b");

    pages.prefetchAfter(new ResponsePage<>(0, LIMIT, null, 10, 2, rows));
    pages.prefetchAfter(new ResponsePage<>(0, LIMIT, null, 10, null, rows));
    pages.prefetchAfter(new ResponsePage<>(0, LIMIT, null, null, 3, rows));
    pages.prefetchAfter(new ResponsePage<>(0, LIMIT, 6, 10, 3, rows));

    assertEquals(List.of(), script.expected);
  }

  @Test
  void missingPageIsReported() {
    script.page(0, "abc", 6, 3).noPage(3);

    assertEquals("the page at offset 3 is missing or invalid", read(EXACT_TOTAL).shortfall());
  }

  @Test
  void missingPageAfterTheLastIsReported() {
    script.page(0, "abc", null, null).noPage(3);

    assertEquals("the page at offset 3 is missing or invalid", read(ESTIMATED_TOTAL).shortfall());
  }

  @Test
  void repeatedPageIsReported() {
    script.page(0, "abc", null, 3).page(3, "abc", null, 6);

    assertEquals("the page at offset 3 repeats earlier items", read(ESTIMATED_TOTAL).shortfall());
  }

  @Test
  void pageOfNullsIsNotARepetition() {
    script.page(0, "abc", 7, 3).page(3, "---", 7, 6).page(6, "g", 7, null);

    PaginationResult<String> result = read(EXACT_TOTAL);

    assertComplete("abcg", result);
    assertEquals(3, result.nullItems());
  }

  @Test
  void moreEntriesThanTheTotalAreReported() {
    script.page(0, "abc", 2, null);

    assertEquals("the list has more entries than its total of 2", read(EXACT_TOTAL).shortfall());
  }

  @Test
  void repeatedItemMakesTheListIncomplete() {
    script.page(0, "abb", 3, null);

    assertEquals("the list has 2 different items of a total of 3", read(EXACT_TOTAL).shortfall());
    assertEquals(0, script.requests(3));
  }

  @Test
  void noPageIsRequestedAfterTheLimit() {
    script.page(0, "abc", 6, 3);

    PaginationResult<String> result = read(config(3, true, 1000));

    assertEquals("abc", rows(result));
    assertTrue(result.truncated());
  }

  @ParameterizedTest
  @CsvSource({"3, abc, 3, false", "3, abc, 5, true", "2, abc, 3, true", "2, a-b, 3, false"})
  void limitBelowTheNumberOfItemsTruncatesTheList(
      int maxItems, String page, int total, boolean truncated) {
    script.page(0, page, total, null);

    PaginationResult<String> result = read(config(maxItems, true, 1000));

    assertEquals(truncated, result.truncated());
    assertTrue(result.size() <= maxItems);
  }

  @Test
  void noPageOutsideTheWindowIsRequested() {
    script.page(0, "abc", null, 3).page(3, "def", null, 6);

    PaginationResult<String> result = read(config(1000, false, 8));

    assertEquals("abcdef", rows(result));
    assertTrue(result.truncated());
  }

  @ParameterizedTest
  @CsvSource({"5, 0", "6, 1"})
  void noPageAfterTheLastOutsideTheWindowIsRequested(int window, int requests) {
    script.page(0, "abc", null, null).page(3, "", null, null);

    assertComplete("abc", read(config(1000, false, window)));
    assertEquals(requests, script.requests(3));
  }

  @Test
  void pageInsideTheWindowIsRequested() {
    script.page(0, "abc", null, 3).page(3, "def", null, null);

    assertComplete("abcdef", read(config(1000, false, 6)));
  }

  @Test
  void confirmedEstimateEndsTheList() {
    script.page(0, "abc", 5, 3).page(3, "de", 5, null);

    PaginationResult<String> result = read(ESTIMATED_TOTAL);

    assertComplete("abcde", result);
    assertTrue(result.isEstimateConfirmed());
    assertEquals(List.of(0, 3), script.requested);
  }

  @ParameterizedTest
  @CsvSource({"9, 5", ", 5", "5, "})
  void varyingEstimateDoesNotEndTheList(@Nullable Integer first, @Nullable Integer second) {
    script.page(0, "abc", first, 3).page(3, "de", second, null).page(5, "", null, null);

    PaginationResult<String> result = read(ESTIMATED_TOTAL);

    assertComplete("abcde", result);
    assertFalse(result.isEstimateConfirmed());
    assertEquals(List.of(0, 3, 5), script.requested);
  }

  @Test
  void knownItemsAfterTheLastPageEndTheList() {
    script.page(0, "ab", null, null).page(2, "ab", null, null);

    assertComplete("ab", read(ESTIMATED_TOTAL));
  }

  @Test
  void limitKeepsPositionsAndEarlierNullEntries() {
    script.page(0, "a--", 6, 3).page(3, "bc-", 6, null);

    PaginationResult<String> result = read(config(2, true, 1000));

    assertEquals("ab", rows(result));
    assertEquals(List.of(0, 3), result.positions());
    assertEquals(2, result.nullItems());
    assertTrue(result.truncated());
  }

  @ParameterizedTest
  @CsvSource({"false, 51, true", "true, 60, false"})
  void manyNullEntriesEndOnlyASearch(boolean isTotalExact, int nullItems, boolean truncated) {
    for (int offset = 0; offset < 60; offset += LIMIT) {
      script.page(offset, "---", 60, offset == 57 ? null : offset + LIMIT);
    }

    PaginationResult<String> result = read(config(1, isTotalExact, 1000));

    assertEquals(nullItems, result.nullItems());
    assertEquals(truncated, result.truncated());
  }
}
