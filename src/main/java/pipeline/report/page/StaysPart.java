package pipeline.report.page;

import pipeline.report.Bins;
import pipeline.report.ReportData;
import pipeline.report.page.HtmlTable.Column;

/** How many dates list an album. */
final class StaysPart {
  private StaysPart() {}

  static Part of(ReportData data) {
    HtmlTable table =
        new HtmlTable(
            "stays",
            "Dates that list an album, up to the last date of the report.",
            10_000,
            Column.text("days", "Days on the list"),
            Column.number("gone", "Albums no longer listed"),
            Column.number("staying", "Albums still listed"));
    for (int bin = 0; bin < data.gone().size(); bin++) {
      table.row(
          Cell.text(data.gone().name(bin)),
          Cell.number(data.gone().count(bin)),
          Cell.number(data.staying().count(bin)));
    }
    return Part.of("stays", gist(data), table);
  }

  private static String gist(ReportData data) {
    int gone = data.gone().all();
    int staying = data.staying().all();
    if (gone + staying == 0) {
      return "No date of these tells how long albums stay on the list.";
    }
    String still = Words.count(staying, "album") + " are on the list of the last date.";
    return gone == 0 ? still : still + " " + left(data.gone());
  }

  private static String left(Bins gone) {
    int most = 0;
    for (int bin = 1; bin < gone.size(); bin++) {
      most = gone.count(bin) > gone.count(most) ? bin : most;
    }
    String name = gone.name(most);
    return "%s have left it, most often after %s."
        .formatted(Words.number(gone.all()), name.endsWith("day") ? name : name + " days");
  }
}
