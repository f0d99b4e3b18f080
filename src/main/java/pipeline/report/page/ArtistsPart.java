package pipeline.report.page;

import java.util.List;
import pipeline.report.Artists.Counted;
import pipeline.report.ReportData;
import pipeline.report.page.HtmlTable.Column;

/** The artists with the most releases. */
final class ArtistsPart {
  private static final int BUDGET = 60_000;
  private static final int TOP = 100;

  private ArtistsPart() {}

  static Part of(ReportData data) {
    List<Counted> top = data.artists().top(TOP);
    HtmlTable table =
        new HtmlTable(
            "artists",
            "Featured: credited on a track, not on the release.",
            BUDGET,
            Column.text("artist", "Artist"),
            Column.number("releases", "Releases"),
            Column.number("featured", "Featured on"));
    for (Counted counted : top) {
      table.row(
          Cell.html(SpotifyLink.artist(counted.artist())),
          Cell.number(counted.releases()),
          Cell.number(counted.featured()));
    }
    return Part.of("artists", gist(data, top), table);
  }

  private static String gist(ReportData data, List<Counted> top) {
    if (top.isEmpty()) {
      return "No artist is credited.";
    }
    Counted first = top.get(0);
    return "%s are credited on %s; %s on the most, %s.%s"
        .formatted(
            Words.count(data.artists().size(), "artist"),
            Words.count(data.counted(), "release"),
            Html.cut(SpotifyLink.name(first.artist())),
            Words.number(first.releases()),
            data.artists().size() > TOP ? " Here are the first " + TOP + "." : "");
  }
}
