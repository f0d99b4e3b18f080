package pipeline.report.page;

import pipeline.report.ReportData;
import pipeline.report.TrackDurations;
import pipeline.report.page.HtmlTable.HtmlColumn;

/** How long tracks are. */
final class TrackDurationsSection {
  private TrackDurationsSection() {}

  static Section from(ReportData data) {
    TrackDurations durations = data.durations();
    HtmlTable table =
        new HtmlTable(
            "lengths",
            "The tracks of all albums listed, each album once.",
            10_000,
            HtmlColumn.text("length", "Length"),
            HtmlColumn.number("tracks", "Tracks"));
    for (int bin = 0; bin <= TrackDurations.LAST_BIN; bin++) {
      String from = Formats.duration((long) bin * TrackDurations.BIN_SECONDS);
      String to = Formats.duration((bin + 1L) * TrackDurations.BIN_SECONDS - 1);
      table.row(
          new HtmlCell(
              bin == TrackDurations.LAST_BIN ? from + " and more" : from + "–" + to,
              Integer.toString(bin * TrackDurations.BIN_SECONDS)),
          HtmlCell.number(durations.binCount(bin)));
    }
    return Section.create("lengths", summary(durations), table);
  }

  private static String summary(TrackDurations durations) {
    String unknown =
        durations.unknown() == 0
            ? ""
            : " Of %s the length is unknown."
                .formatted(Formats.count(durations.unknown(), "track"));
    if (durations.known() == 0) {
      return "No track tells its length." + unknown;
    }
    return "Half of the %s last %s or less.%s"
        .formatted(
            Formats.count(durations.known(), "track"),
            Formats.duration(durations.median().orElseThrow()),
            unknown);
  }
}
