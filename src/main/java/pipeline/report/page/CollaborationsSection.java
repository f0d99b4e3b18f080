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

  static Section from(ReportData data) {
    List<RankedPair> top = data.collaborations().top(TOP);
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
          HtmlCell.html(SpotifyLink.artist(first(data, counted))),
          HtmlCell.html(SpotifyLink.artist(second(data, counted))),
          HtmlCell.number(counted.releases()));
    }
    return Section.create("pairs", summary(data, top), table);
  }

  private static ReportArtist first(ReportData data, RankedPair counted) {
    return data.artists().artist(counted.pair().first());
  }

  private static ReportArtist second(ReportData data, RankedPair counted) {
    return data.artists().artist(counted.pair().second());
  }

  private static String summary(ReportData data, List<RankedPair> top) {
    if (top.isEmpty()) {
      return "No release credits more than one artist.";
    }
    RankedPair first = top.get(0);
    return "%s of %s credit more than one artist. %s and %s share the most: %s.%s"
        .formatted(
            Formats.number(data.collaborations().releases()),
            Formats.count(data.albumCount(), "release"),
            HtmlEscaper.truncate(SpotifyLink.name(first(data, first))),
            HtmlEscaper.truncate(SpotifyLink.name(second(data, first))),
            Formats.number(first.releases()),
            data.collaborations().size() > TOP
                ? " Here are the first %d of %s pairs."
                    .formatted(TOP, Formats.number(data.collaborations().size()))
                : "");
  }
}
