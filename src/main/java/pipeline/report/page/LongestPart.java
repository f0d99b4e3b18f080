package pipeline.report.page;

import java.util.Comparator;
import java.util.List;
import pipeline.report.ReportData;
import pipeline.report.ShownAlbum;
import pipeline.report.Sightings.Seen;
import pipeline.report.page.HtmlTable.Column;

/** The albums of the last date that have been listed for longest. */
final class LongestPart {
  private static final int BUDGET = 60_000;
  private static final int TOP = 100;

  private LongestPart() {}

  static Part of(ReportData data) {
    HtmlTable table =
        new HtmlTable(
            "longest",
            "On the list of the last date, the longest there first.",
            BUDGET,
            Column.text("album", "Album"),
            Column.text("artists", "Artists"),
            Column.text("type", "Type"),
            Column.text("released", "Released"),
            Column.text("first", "First seen"),
            Column.number("days", "Days on the list"));
    for (ShownAlbum album : longest(data)) {
      Seen seen = album.seen();
      if (seen != null) {
        table.row(
            Cell.html(SpotifyLink.album(album)),
            Cell.html(NewPart.artists(album)),
            Cell.text(album.type()),
            Cell.text(album.releaseDate()),
            Cell.of(seen.first()),
            Cell.number(seen.days()));
      }
    }
    return Part.of("longest", "", table);
  }

  private static List<ShownAlbum> longest(ReportData data) {
    return data.shown().stream()
        .filter(album -> album.seen() != null)
        .sorted(Comparator.comparingInt(LongestPart::days).reversed())
        .limit(TOP)
        .toList();
  }

  private static int days(ShownAlbum album) {
    Seen seen = album.seen();
    return seen == null ? 0 : seen.days();
  }
}
