package pipeline.report.page;

import pipeline.report.BinnedCounts;
import pipeline.report.ReportData;
import pipeline.report.page.HtmlTable.HtmlColumn;

/** How many dates list an album. */
final class DaysListedSection {
  private DaysListedSection() {}

  static Section from(ReportData data) {
    HtmlTable table =
        new HtmlTable(
            "stays",
            "Dates that list an album, up to the last date of the report.",
            10_000,
            HtmlColumn.text("days", "Days on the list"),
            HtmlColumn.number("gone", "Albums no longer listed"),
            HtmlColumn.number("staying", "Albums still listed"));
    for (int bin = 0; bin < data.noLongerListed().size(); bin++) {
      table.row(
          HtmlCell.text(data.noLongerListed().name(bin)),
          HtmlCell.number(data.noLongerListed().count(bin)),
          HtmlCell.number(data.stillListed().count(bin)));
    }
    return Section.create("stays", summary(data), table);
  }

  private static String summary(ReportData data) {
    int noLongerListed = data.noLongerListed().total();
    int stillListed = data.stillListed().total();
    if (noLongerListed + stillListed == 0) {
      return "No date of these tells how long albums stay on the list.";
    }
    String still = Formats.count(stillListed, "album") + " are on the list of the last date.";
    return noLongerListed == 0 ? still : still + " " + describeLeft(data.noLongerListed());
  }

  private static String describeLeft(BinnedCounts bins) {
    int mostCommon = 0;
    for (int bin = 1; bin < bins.size(); bin++) {
      mostCommon = bins.count(bin) > bins.count(mostCommon) ? bin : mostCommon;
    }
    String name = bins.name(mostCommon);
    return "%s have left it, most often after %s."
        .formatted(Formats.number(bins.total()), name.endsWith("day") ? name : name + " days");
  }
}
