package pipeline.report.page;

import java.util.Comparator;
import java.util.List;
import pipeline.report.AlbumAppearances.AlbumAppearance;
import pipeline.report.AlbumEntry;
import pipeline.report.ReportData;
import pipeline.report.page.HtmlTable.HtmlColumn;

/** The albums of the last date that have been listed for longest. */
final class LongestListedSection {
  private static final int BUDGET = 60_000;
  private static final int TOP = 100;

  private LongestListedSection() {}

  static Section from(ReportData data) {
    HtmlTable table =
        new HtmlTable(
            "longest",
            "On the list of the last date, the longest there first.",
            BUDGET,
            HtmlColumn.text("album", "Album"),
            HtmlColumn.text("artists", "Artists"),
            HtmlColumn.text("type", "Type"),
            HtmlColumn.text("released", "Released"),
            HtmlColumn.text("first", "First seen"),
            HtmlColumn.number("days", "Days on the list"));
    for (AlbumEntry album : longest(data)) {
      AlbumAppearance seen = album.seen();
      if (seen != null) {
        table.row(
            HtmlCell.html(SpotifyLink.album(album)),
            HtmlCell.html(NewAlbumsSection.artists(album)),
            HtmlCell.text(album.type()),
            HtmlCell.text(album.releaseDate()),
            HtmlCell.from(seen.first()),
            HtmlCell.number(seen.days()));
      }
    }
    return Section.create("longest", "", table);
  }

  private static List<AlbumEntry> longest(ReportData data) {
    return data.newestAlbums().stream()
        .filter(album -> album.seen() != null)
        .sorted(Comparator.comparingInt(LongestListedSection::days).reversed())
        .limit(TOP)
        .toList();
  }

  private static int days(AlbumEntry album) {
    AlbumAppearance seen = album.seen();
    return seen == null ? 0 : seen.days();
  }
}
