package pipeline.report.page;

import java.util.List;
import java.util.stream.Collectors;
import pipeline.report.AlbumEntry;
import pipeline.report.ReportData;
import pipeline.report.ReportDay;
import pipeline.report.page.HtmlTable.HtmlColumn;

/** What is new on the last date. */
final class NewAlbumsSection {
  private static final int BUDGET = 300_000;

  /** More names than this say "and others". */
  private static final int MAX_ARTISTS = 8;

  private NewAlbumsSection() {}

  static Section from(ReportData data) {
    HtmlTable table =
        new HtmlTable(
            "new",
            "In the order of the list.",
            BUDGET,
            HtmlColumn.text("album", "Album"),
            HtmlColumn.text("artists", "Artists"),
            HtmlColumn.text("type", "Type"),
            HtmlColumn.text("released", "Released"),
            HtmlColumn.number("tracks", "Tracks"),
            HtmlColumn.number("length", "Length"),
            HtmlColumn.number("explicit", "Explicit tracks"));
    for (AlbumEntry album : data.newAlbums()) {
      table.row(
          HtmlCell.html(SpotifyLink.album(album)),
          HtmlCell.html(artists(album)),
          HtmlCell.text(album.type()),
          HtmlCell.text(album.releaseDate()),
          HtmlCell.number(album.tracks()),
          length(album),
          HtmlCell.number(album.explicit()));
    }
    return Section.create("new", summary(data), table);
  }

  private static HtmlCell length(AlbumEntry album) {
    long seconds = album.milliseconds() / 1000;
    return seconds == 0
        ? HtmlCell.NONE
        : new HtmlCell(Formats.duration(seconds), Long.toString(seconds));
  }

  static String artists(AlbumEntry album) {
    String names =
        album.artists().stream()
            .limit(MAX_ARTISTS)
            .map(SpotifyLink::artist)
            .collect(Collectors.joining(", "));
    int others = album.artists().size() - MAX_ARTISTS;
    return others > 0 ? names + " and " + Formats.count(others, "other") : names;
  }

  private static String summary(ReportData data) {
    ReportDay day = data.newestDay();
    String date = Formats.day(data.newest());
    List<AlbumEntry> newAlbums = data.newAlbums();
    int listed = data.newestAlbums().size();
    if (listed == 0) {
      return "No album is listed for " + date + ".";
    }
    if (day.isLate()) {
      return "%s was captured late: a search found %s that came out on that day. That is a sample, and tells nothing of what was new on a list."
          .formatted(date, Formats.count(listed, "album"));
    }
    if (newAlbums.isEmpty()) {
      return "Nothing is new on %s: an earlier date lists each of its %s."
          .formatted(date, Formats.count(listed, "album"));
    }
    return "Of the %s listed for %s, no earlier date lists %s."
        .formatted(
            Formats.count(listed, "album"),
            date,
            newAlbums.size() == listed ? "any" : Formats.number(newAlbums.size()));
  }
}
