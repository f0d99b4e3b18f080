package pipeline.report.page;

import pipeline.report.Bins;
import pipeline.report.ReportData;
import pipeline.report.page.HtmlTable.Column;

/** How long after its release an album appears. */
final class AgesPart {
  /** Bins up to one day after the release. */
  private static final int SOON = 3;

  private AgesPart() {}

  static Part of(ReportData data) {
    Bins ages = data.ages();
    HtmlTable table =
        new HtmlTable(
            "ages",
            "Days from an album's release to the day on which the first listing with it was taken.",
            10_000,
            Column.text("age", "After its release"),
            Column.number("albums", "Albums"));
    for (int bin = 0; bin < ages.size(); bin++) {
      table.row(Cell.text(ages.name(bin)), Cell.number(ages.count(bin)));
    }
    return Part.of("ages", gist(data), table);
  }

  private static String gist(ReportData data) {
    int all = data.ages().all();
    if (all == 0) {
      return "No date of these tells when an album appeared.";
    }
    int soon = 0;
    for (int bin = 0; bin < SOON; bin++) {
      soon += data.ages().count(bin);
    }
    String began =
        data.began().values().stream().anyMatch(data.span()::contains)
            ? " What the first listing of all shows may have been out, and listed, for long."
            : "";
    return "%s of %s appeared by the day after their release.%s"
        .formatted(Words.percent(soon, all), Words.count(all, "album"), began);
  }
}
