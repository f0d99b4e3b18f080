package pipeline.report.page;

import pipeline.report.BinnedCounts;
import pipeline.report.ReportData;
import pipeline.report.page.HtmlTable.HtmlColumn;

/** How many dates list an album. */
final class DaysListedSection {
  private DaysListedSection() {}

  static Section of(ReportData data) {
    HtmlTable table =
        new HtmlTable(
            "stays",
            "Dates that list an album, up to the last date of the report.",
            10_000,
            HtmlColumn.text("days", "Days on the list"),
            HtmlColumn.number("gone", "Albums no longer listed"),
            HtmlColumn.number("staying", "Albums still listed"));
    for (int bin = 0; bin < data.gone().size(); bin++) {
      table.row(
          HtmlCell.text(data.gone().name(bin)),
          HtmlCell.number(data.gone().count(bin)),
          HtmlCell.number(data.staying().count(bin)));
    }
    return Section.of("stays", gist(data), table);
  }

  private static String gist(ReportData data) {
    int gone = data.gone().all();
    int staying = data.staying().all();
    if (gone + staying == 0) {
      return "No date of these tells how long albums stay on the list.";
    }
    String still = Formats.count(staying, "album") + " are on the list of the last date.";
    return gone == 0 ? still : still + " " + left(data.gone());
  }

  private static String left(BinnedCounts gone) {
    int most = 0;
    for (int bin = 1; bin < gone.size(); bin++) {
      most = gone.count(bin) > gone.count(most) ? bin : most;
    }
    String name = gone.name(most);
    return "%s have left it, most often after %s."
        .formatted(Formats.number(gone.all()), name.endsWith("day") ? name : name + " days");
  }
}
