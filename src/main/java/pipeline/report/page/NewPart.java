package pipeline.report.page;

import java.util.List;
import java.util.stream.Collectors;
import pipeline.report.Day;
import pipeline.report.ReportData;
import pipeline.report.ShownAlbum;
import pipeline.report.page.HtmlTable.Column;

/** What is new on the last date. */
final class NewPart {
  private static final int BUDGET = 300_000;

  /** More names than this say "and others". */
  private static final int ARTISTS = 8;

  private NewPart() {}

  static Part of(ReportData data) {
    HtmlTable table =
        new HtmlTable(
            "new",
            "In the order of the list.",
            BUDGET,
            Column.text("album", "Album"),
            Column.text("artists", "Artists"),
            Column.text("type", "Type"),
            Column.text("released", "Released"),
            Column.number("tracks", "Tracks"),
            Column.number("length", "Length"),
            Column.number("explicit", "Explicit tracks"));
    for (ShownAlbum album : data.fresh()) {
      table.row(
          Cell.html(SpotifyLink.album(album)),
          Cell.html(artists(album)),
          Cell.text(album.type()),
          Cell.text(album.releaseDate()),
          Cell.number(album.tracks()),
          length(album),
          Cell.number(album.explicit()));
    }
    return Part.of("new", gist(data), table);
  }

  private static Cell length(ShownAlbum album) {
    long seconds = album.milliseconds() / 1000;
    return seconds == 0 ? Cell.NONE : new Cell(Words.length(seconds), Long.toString(seconds));
  }

  static String artists(ShownAlbum album) {
    String names =
        album.artists().stream()
            .limit(ARTISTS)
            .map(SpotifyLink::artist)
            .collect(Collectors.joining(", "));
    int others = album.artists().size() - ARTISTS;
    return others > 0 ? names + " and " + Words.count(others, "other") : names;
  }

  private static String gist(ReportData data) {
    Day day = data.newestDay();
    String date = Words.day(data.newest());
    List<ShownAlbum> fresh = data.fresh();
    int listed = data.shown().size();
    if (listed == 0) {
      return "No album is listed for " + date + ".";
    }
    if (day.late()) {
      return "%s was captured late: a search found %s that came out on that day. That is a sample, and tells nothing of what was new on a list."
          .formatted(date, Words.count(listed, "album"));
    }
    if (fresh.isEmpty()) {
      return "Nothing is new on %s: an earlier date lists each of its %s."
          .formatted(date, Words.count(listed, "album"));
    }
    return "Of the %s listed for %s, no earlier date lists %s."
        .formatted(
            Words.count(listed, "album"),
            date,
            fresh.size() == listed ? "any" : Words.number(fresh.size()));
  }
}
