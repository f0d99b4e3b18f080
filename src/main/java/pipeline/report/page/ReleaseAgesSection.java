package pipeline.report.page;

import pipeline.report.BinnedCounts;
import pipeline.report.ReportData;
import pipeline.report.page.HtmlTable.HtmlColumn;

/** How long after its release an album appears. */
final class ReleaseAgesSection {
  /** Bins up to one day after the release. */
  private static final int SOON_BINS = 3;

  private ReleaseAgesSection() {}

  static Section from(ReportData data) {
    BinnedCounts ages = data.ages();
    HtmlTable table =
        new HtmlTable(
            "ages",
            "Days from an album's release to the day on which the first listing with it was taken.",
            10_000,
            HtmlColumn.text("age", "After its release"),
            HtmlColumn.number("albums", "Albums"));
    for (int bin = 0; bin < ages.size(); bin++) {
      table.row(HtmlCell.text(ages.name(bin)), HtmlCell.number(ages.count(bin)));
    }
    return Section.create("ages", summary(data), table);
  }

  private static String summary(ReportData data) {
    int all = data.ages().total();
    if (all == 0) {
      return "No date of these tells when an album appeared.";
    }
    int soon = 0;
    for (int bin = 0; bin < SOON_BINS; bin++) {
      soon += data.ages().count(bin);
    }
    String began =
        data.firstDates().values().stream().anyMatch(data.span()::contains)
            ? " What the first listing of all shows may have been out, and listed, for long."
            : "";
    return "%s of %s appeared by the day after their release.%s"
        .formatted(Formats.percent(soon, all), Formats.count(all, "album"), began);
  }
}
