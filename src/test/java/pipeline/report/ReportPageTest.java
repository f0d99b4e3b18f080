package pipeline.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.report.ReportDay.DayState;
import pipeline.report.page.ReportPage;
import pipeline.tables.stage.DateRanges.DateRange;

/** Checks the text of the page. ReportIT opens it in a browser. */
class ReportPageTest {
  private static final int MOST = 1_500_000;

  private static final DateRange RANGE =
      new DateRange(LocalDate.parse("2026-11-01"), LocalDate.parse("2026-11-04"));

  /** Returns the page of these dates, which must be in descending order. */
  private static String page(ExampleStar... stars) {
    ReportAggregator aggregator = new ReportAggregator(RANGE, false);
    List.of(stars).forEach(star -> star.addTo(aggregator));
    return new String(ReportPage.render(aggregator.result()), UTF_8);
  }

  private static String hostile() {
    return new String(ExampleReports.hostile(), UTF_8);
  }

  private static int count(String text, String what) {
    return text.split(Pattern.quote(what), -1).length - 1;
  }

  @Test
  void markupInNamesIsEscaped() {
    String page = hostile();
    String empty = new String(ExampleReports.empty(), UTF_8);
    for (String tag : new String[] {"<script", "</script", "<!--", "<img"}) {
      assertEquals(count(empty, tag), count(page, tag), tag);
    }
    assertTrue(page.contains("&lt;/script&gt;&lt;script&gt;window.broken=1&lt;/script&gt;"));
  }

  @Test
  void subtitleNamesTheMarketOfTheListings() {
    ExampleStar first = ExampleStar.of("2026-11-01");
    assertTrue(page(first).contains("UTC. Market: none.<"), page(first));
    first.withMarket("DE");
    ExampleStar same = ExampleStar.of("2026-11-03").withMarket("DE");
    ExampleStar changed = ExampleStar.of("2026-11-04").withMarket("US");
    assertTrue(page(same, first).contains("Market: DE.<"));
    assertTrue(page(changed, same, first).contains("Market: DE until 3 November 2026, then US.<"));
  }

  @Test
  void firstListingOfAnUnknownSourceIsNamed() {
    String page = page(new ExampleStar("2026-11-04", "", false).with("a"));
    assertTrue(page.contains("<li>2026-11-04: first listing of an unknown source; all of its"));
  }

  @Test
  void quotesInNamesAreEscaped() {
    assertTrue(hostile().contains("&quot; onmouseover=&quot;window.broken=1"));
    assertFalse(hostile().contains("\" onmouseover"));
    assertTrue(hostile().contains("&#39; &amp; &quot; &amp;quot; {{title}} $1 \\1"));
  }

  @Test
  void rightToLeftNameIsIsolated() {
    assertTrue(hostile().contains("<bdi>Name of \u202E\u05E9\u05DC\u05D5\u05DD reversed</bdi>"));
  }

  @Test
  void invalidCharactersAreReplaced() {
    assertTrue(hostile().contains("a\uFFFDb\uFFFDc\uFFFDd\uFFFD"));
    assertEquals(-1, hostile().indexOf('\0'));
  }

  @Test
  void veryLongNameIsCut() {
    assertFalse(hostile().contains("x".repeat(200)));
    assertTrue(hostile().contains("x…"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 30, 365})
  void pageStaysSmallForManyDatesAndLongNames(int dates) {
    for (String name : new String[] {"Plain ", "ひかり".repeat(50), "\"&<>'".repeat(32)}) {
      int size = ExampleReports.full(dates, 100, name).length;
      assertTrue(size <= MOST, () -> size + " bytes of " + dates + " dates of " + name);
    }
  }

  /** The charts are drawn from these tables. */
  @ParameterizedTest
  @EnumSource(DayState.class)
  void tablesOfDatesHaveAllDatesOfThreeYears(DayState state) {
    String page = new String(ExampleReports.threeYears(state), UTF_8);
    for (String table : List.of("days", "runs")) {
      String rows = page.substring(page.indexOf("<table id=\"" + table + "\">"));
      assertEquals(
          1096, count(rows.substring(0, rows.indexOf("</table>")), "<tr><th scope=row>"), table);
    }
    assertTrue(page.length() <= MOST);
  }

  @Test
  void sameReportGivesTheSameBytes() {
    assertArrayEquals(ExampleReports.full(9, 30, "a"), ExampleReports.full(9, 30, "a"));
  }
}
