package pipeline.report.page;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pipeline.output.Quantity;
import pipeline.report.AlbumEntry;
import pipeline.report.ReportData;
import pipeline.report.page.HtmlTable.HtmlColumn;

/** Tables of the albums of the last date. */
final class AlbumSections {
  private static final int MAX_LONGEST = 100;
  private static final int MAX_ARTISTS = 8;

  private AlbumSections() {}

  /** Returns the new albums of the last date. */
  static Section newAlbums(ReportData data) {
    return Section.create(
        "new",
        newSummary(data),
        "In the order of the listing.",
        data.newAlbums(),
        columns(
            data,
            List.of(
                HtmlColumn.number("tracks", "Tracks", AlbumEntry::tracks),
                new HtmlColumn<>("duration", "Duration", true, AlbumSections::duration),
                HtmlColumn.number("explicit", "Explicit tracks", AlbumEntry::explicit))));
  }

  /**
   * Returns the albums of the last date, in descending order of the number of dates that list them.
   */
  static Section longestListed(ReportData data) {
    List<AlbumEntry> longest =
        data.newestAlbums().stream()
            .filter(album -> album.firstListed() != null)
            .sorted(Comparator.comparingInt(AlbumEntry::daysListed).reversed())
            .limit(MAX_LONGEST)
            .toList();
    return Section.create(
        "longest",
        "",
        "Albums listed on the last date, in descending order of days listed.",
        longest,
        columns(
            data,
            List.of(
                HtmlColumn.text("first", "First listed", AlbumEntry::firstListed),
                HtmlColumn.number("days", "Days listed", AlbumEntry::daysListed))));
  }

  private static List<HtmlColumn<AlbumEntry>> columns(
      ReportData data, List<HtmlColumn<AlbumEntry>> others) {
    Stream<HtmlColumn<AlbumEntry>> common =
        Stream.of(
            HtmlColumn.html("album", "Album", SpotifyLink::album),
            HtmlColumn.html("artists", "Artists", album -> artists(data, album)),
            HtmlColumn.text("type", "Type", AlbumEntry::type),
            HtmlColumn.text("released", "Released", AlbumEntry::releaseDate));
    return Stream.concat(common, others.stream()).toList();
  }

  private static String artists(ReportData data, AlbumEntry album) {
    String names =
        album.artistIds().stream()
            .limit(MAX_ARTISTS)
            .map(id -> SpotifyLink.artist(data.artists().artist(id)))
            .collect(Collectors.joining(", "));
    int others = album.artistIds().size() - MAX_ARTISTS;
    return others > 0 ? names + " and " + Quantity.format(others, "other") : names;
  }

  private static HtmlCell duration(AlbumEntry album) {
    long seconds = album.milliseconds() / 1000;
    return seconds == 0
        ? HtmlCell.NONE
        : new HtmlCell(Formats.duration(seconds), Long.toString(seconds));
  }

  private static String newSummary(ReportData data) {
    String date = Formats.day(data.newest());
    int listed = data.newestAlbums().size();
    if (listed == 0) {
      return "No album is listed on " + date + ".";
    }
    return data.newestDay().isHistorical()
        ? "The listing of %s is a historical capture: a search found %s released on that date. This sample does not show which albums were new."
            .formatted(date, Quantity.format(listed, "album"))
        : "New albums on %s: %s of %s listed albums. An album is new if no earlier date of the same source lists it."
            .formatted(date, Formats.number(data.newAlbums().size()), Formats.number(listed));
  }
}
