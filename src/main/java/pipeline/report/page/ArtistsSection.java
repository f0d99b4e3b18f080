package pipeline.report.page;

import java.util.List;
import pipeline.report.ArtistCounts.RankedArtist;
import pipeline.report.ReportData;
import pipeline.report.page.HtmlTable.HtmlColumn;

/** The artists with the most releases. */
final class ArtistsSection {
  private static final int BUDGET = 60_000;
  private static final int TOP = 100;

  private ArtistsSection() {}

  static Section from(ReportData data) {
    List<RankedArtist> top = data.artists().top(TOP);
    HtmlTable table =
        new HtmlTable(
            "artists",
            "Featured: credited on a track, not on the release.",
            BUDGET,
            HtmlColumn.text("artist", "Artist"),
            HtmlColumn.number("releases", "Releases"),
            HtmlColumn.number("featured", "Featured on"));
    for (RankedArtist counted : top) {
      table.row(
          HtmlCell.html(SpotifyLink.artist(counted.artist())),
          HtmlCell.number(counted.releases()),
          HtmlCell.number(counted.featured()));
    }
    return Section.create("artists", summary(data, top), table);
  }

  private static String summary(ReportData data, List<RankedArtist> top) {
    if (top.isEmpty()) {
      return "No artist is credited.";
    }
    RankedArtist first = top.get(0);
    return "%s are credited on %s; %s on the most, %s.%s"
        .formatted(
            Formats.count(data.artists().size(), "artist"),
            Formats.count(data.albumCount(), "release"),
            HtmlEscaper.truncate(SpotifyLink.name(first.artist())),
            Formats.number(first.releases()),
            data.artists().size() > TOP ? " Here are the first " + TOP + "." : "");
  }
}
