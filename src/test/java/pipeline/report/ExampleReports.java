package pipeline.report;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import pipeline.report.ReportDay.DayState;
import pipeline.report.page.ReportPage;
import pipeline.tables.stage.DateRanges.DateRange;

/** Pages of data that the simulator does not create. */
public final class ExampleReports {
  /** Names with markup, control characters and excessive length. */
  public static final List<String> HOSTILE =
      List.of(
          "</script><script>window.broken=1</script>",
          "<script>window.broken=1</script>",
          "<img src=x onerror=window.broken=1>",
          "--><svg onload=window.broken=1>",
          "\" onmouseover=\"window.broken=1",
          "' & \" &quot; {{title}} $1 \\1",
          "\u202E\u05E9\u05DC\u05D5\u05DD reversed",
          "a\0b\u0007c\uD800d\uFFFE",
          "x".repeat(5000));

  private static final LocalDate LAST = LocalDate.of(2026, 11, 20);

  private ExampleReports() {}

  /** Returns the page of a date without releases. */
  public static byte[] empty() {
    return ReportPage.render(report(1, List.of(ExampleStar.of(LAST.toString()))));
  }

  /** Returns the page of releases with the names in {@link #HOSTILE}. */
  public static byte[] hostile() {
    ExampleStar star = ExampleStar.of(LAST.toString());
    for (String name : HOSTILE) {
      star.album(
          name,
          "album",
          LAST,
          List.of(name, "another " + name),
          ExampleStar.track(200, true),
          ExampleStar.track(300, false));
    }
    return ReportPage.render(report(1, List.of(star)));
  }

  /** Returns the page of an album by two artists with the same name. */
  public static byte[] namesakes() {
    ExampleStar star =
        ExampleStar.of(LAST.toString())
            .withArtistName("one", "Same")
            .withArtistName("two", "Same")
            .album("a", "album", LAST, List.of("one", "two"));
    return ReportPage.render(report(1, List.of(star)));
  }

  /**
   * Returns the page of many dates.
   *
   * @param albums number of new releases per date
   * @param name prefix of all IDs and artist names
   */
  public static byte[] full(int dates, int albums, String name) {
    List<ExampleStar> stars = new ArrayList<>();
    for (int date = 0; date < dates; date++) {
      ExampleStar star = ExampleStar.of(LAST.minusDays(date).toString());
      for (int album = 0; album < albums; album++) {
        String id = name + date + "x" + album;
        star.album(
            id,
            "single",
            LAST.minusDays(date),
            List.of(id, name + (album % 40), name + (album % 7)),
            ExampleStar.track(200, true, name + (date % 50)));
      }
      stars.add(star);
    }
    return ReportPage.render(report(dates, stars));
  }

  /**
   * Returns the page of 1,096 dates. The newest date is loaded and the others have the given state,
   * with large numbers. Loaded dates are historical captures.
   */
  public static byte[] threeYears(DayState state) {
    LocalDate first = LAST.minusDays(1095);
    ReportAggregator aggregator = new ReportAggregator(new DateRange(first, LAST), false);
    ExampleStar.of(LAST.toString(), "a").addTo(aggregator);
    for (LocalDate ds = LAST.minusDays(1); !ds.isBefore(first); ds = ds.minusDays(1)) {
      RunMetadata run =
          new RunMetadata(
              "search_by_date",
              null,
              LAST.atTime(12, 0).toInstant(ZoneOffset.UTC),
              12_345,
              123_456,
              12_345,
              12_345,
              1_234,
              true,
              true,
              true,
              "ok");
      ReportDay day = ReportDay.create(ds, state, run);
      for (AlbumType type : AlbumType.values()) {
        for (int album = 0; album < 10_000; album++) {
          day.listed().add(type);
        }
      }
      aggregator.addDay(day);
    }
    return ReportPage.render(aggregator.result());
  }

  /** Adds the newest date first, as {@link ReportLoader} does. */
  private static ReportData report(int dates, List<ExampleStar> stars) {
    ReportAggregator aggregator =
        new ReportAggregator(new DateRange(LAST.minusDays(dates - 1), LAST), false);
    stars.forEach(star -> star.addTo(aggregator));
    return aggregator.result();
  }
}
