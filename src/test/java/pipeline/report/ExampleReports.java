package pipeline.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import pipeline.report.page.ReportPage;

/** Pages that no lake of the simulator gives. */
public final class ExampleReports {
  /** Names as nobody should give them. */
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

  /** Of a date that lists nothing. */
  public static byte[] empty() {
    return ReportPage.render(report(1, List.of(ExampleStar.of(LAST.toString()))));
  }

  /** Of releases with names as nobody should give them. */
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

  /** Of so many dates, each with so many new releases of so many names. */
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

  /** The newest date first. */
  private static ReportData report(int dates, List<ExampleStar> stars) {
    ReportAggregator counting =
        new ReportAggregator(new ReportDateRange(LAST.minusDays(dates - 1), LAST));
    stars.forEach(star -> star.addTo(counting));
    return counting.result();
  }
}
