package pipeline.report.page;

import pipeline.report.ReportData;
import pipeline.report.TrackDurations;
import pipeline.report.page.HtmlTable.HtmlColumn;

/** How long tracks are. */
final class TrackDurationsSection {
  private TrackDurationsSection() {}

  static Section of(ReportData data) {
    TrackDurations lengths = data.lengths();
    HtmlTable table =
        new HtmlTable(
            "lengths",
            "The tracks of all albums listed, each album once.",
            10_000,
            HtmlColumn.text("length", "Length"),
            HtmlColumn.number("tracks", "Tracks"));
    for (int bin = 0; bin <= TrackDurations.LAST_BIN; bin++) {
      String from = Formats.length((long) bin * TrackDurations.BIN);
      String to = Formats.length((bin + 1L) * TrackDurations.BIN - 1);
      table.row(
          new HtmlCell(
              bin == TrackDurations.LAST_BIN ? from + " and more" : from + "–" + to,
              Integer.toString(bin * TrackDurations.BIN)),
          HtmlCell.number(lengths.bin(bin)));
    }
    return Section.of("lengths", gist(lengths), table);
  }

  private static String gist(TrackDurations lengths) {
    String unknown =
        lengths.unknown() == 0
            ? ""
            : " Of %s the length is unknown.".formatted(Formats.count(lengths.unknown(), "track"));
    if (lengths.known() == 0) {
      return "No track tells its length." + unknown;
    }
    return "Half of the %s last %s or less.%s"
        .formatted(
            Formats.count(lengths.known(), "track"),
            Formats.length(lengths.median().orElseThrow()),
            unknown);
  }
}
