package pipeline.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import pipeline.report.page.Page;

/** Pages that no lake of the simulator gives. */
public final class ExamplePages {
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

  private ExamplePages() {}

  /** Of a date that lists nothing. */
  public static byte[] empty() {
    return Page.of(report(1, List.of(StarDay.of(LAST.toString()))));
  }

  /** Of releases with names as nobody should give them. */
  public static byte[] hostile() {
    StarDay star = StarDay.of(LAST.toString());
    for (String name : HOSTILE) {
      star.album(
          name,
          "album",
          LAST,
          List.of(name, "another " + name),
          StarDay.track(200, true),
          StarDay.track(300, false));
    }
    return Page.of(report(1, List.of(star)));
  }

  /** Of so many dates, each with so many new releases of so many names. */
  public static byte[] full(int dates, int albums, String name) {
    List<StarDay> stars = new ArrayList<>();
    for (int date = 0; date < dates; date++) {
      StarDay star = StarDay.of(LAST.minusDays(date).toString());
      for (int album = 0; album < albums; album++) {
        String id = name + date + "x" + album;
        star.album(
            id,
            "single",
            LAST.minusDays(date),
            List.of(id, name + (album % 40), name + (album % 7)),
            StarDay.track(200, true, name + (date % 50)));
      }
      stars.add(star);
    }
    return Page.of(report(dates, stars));
  }

  /** The newest date first. */
  private static ReportData report(int dates, List<StarDay> stars) {
    Counting counting = new Counting(new Span(LAST.minusDays(dates - 1), LAST));
    stars.forEach(star -> star.tell(counting));
    return counting.result();
  }
}
