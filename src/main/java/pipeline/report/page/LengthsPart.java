package pipeline.report.page;

import pipeline.report.Lengths;
import pipeline.report.ReportData;
import pipeline.report.page.HtmlTable.Column;

/** How long tracks are. */
final class LengthsPart {
  private LengthsPart() {}

  static Part of(ReportData data) {
    Lengths lengths = data.lengths();
    HtmlTable table =
        new HtmlTable(
            "lengths",
            "The tracks of all albums listed, each album once.",
            10_000,
            Column.text("length", "Length"),
            Column.number("tracks", "Tracks"));
    for (int bin = 0; bin <= Lengths.LAST_BIN; bin++) {
      String from = Words.length((long) bin * Lengths.BIN);
      String to = Words.length((bin + 1L) * Lengths.BIN - 1);
      table.row(
          new Cell(
              bin == Lengths.LAST_BIN ? from + " and more" : from + "–" + to,
              Integer.toString(bin * Lengths.BIN)),
          Cell.number(lengths.bin(bin)));
    }
    return Part.of("lengths", gist(lengths), table);
  }

  private static String gist(Lengths lengths) {
    String unknown =
        lengths.unknown() == 0
            ? ""
            : " Of %s the length is unknown.".formatted(Words.count(lengths.unknown(), "track"));
    if (lengths.known() == 0) {
      return "No track tells its length." + unknown;
    }
    return "Half of the %s last %s or less.%s"
        .formatted(
            Words.count(lengths.known(), "track"),
            Words.length(lengths.median().orElseThrow()),
            unknown);
  }
}
