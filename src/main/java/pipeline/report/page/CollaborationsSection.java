package pipeline.report.page;

import java.util.List;
import pipeline.report.ArtistCounts.ReportArtist;
import pipeline.report.Collaborations.RankedPair;
import pipeline.report.ReportData;
import pipeline.report.page.HtmlTable.HtmlColumn;

/** Who collaborates with whom. */
final class CollaborationsSection {
  private static final int BUDGET = 60_000;
  private static final int TOP = 100;

  private CollaborationsSection() {}

  static Section of(ReportData data) {
    List<RankedPair> top = data.pairs().top(TOP);
    HtmlTable table =
        new HtmlTable(
            "pairs",
            "Releases on which both are credited, on the release or on one of its tracks.",
            BUDGET,
            HtmlColumn.text("one", "Artist"),
            HtmlColumn.text("other", "With"),
            HtmlColumn.number("releases", "Releases"));
    for (RankedPair counted : top) {
      table.row(
          HtmlCell.html(SpotifyLink.artist(one(data, counted))),
          HtmlCell.html(SpotifyLink.artist(other(data, counted))),
          HtmlCell.number(counted.releases()));
    }
    return Section.of("pairs", gist(data, top), table);
  }

  private static ReportArtist one(ReportData data, RankedPair counted) {
    return data.artists().named(counted.pair().one());
  }

  private static ReportArtist other(ReportData data, RankedPair counted) {
    return data.artists().named(counted.pair().other());
  }

  private static String gist(ReportData data, List<RankedPair> top) {
    if (top.isEmpty()) {
      return "No release credits more than one artist.";
    }
    RankedPair first = top.get(0);
    return "%s of %s credit more than one artist. %s and %s share the most: %s.%s"
        .formatted(
            Formats.number(data.pairs().releases()),
            Formats.count(data.counted(), "release"),
            HtmlEscaper.cut(SpotifyLink.name(one(data, first))),
            HtmlEscaper.cut(SpotifyLink.name(other(data, first))),
            Formats.number(first.releases()),
            data.pairs().size() > TOP
                ? " Here are the first %d of %s pairs."
                    .formatted(TOP, Formats.number(data.pairs().size()))
                : "");
  }
}
