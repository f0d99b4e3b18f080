package pipeline.report.page;

import java.util.List;
import pipeline.output.Quantity;
import pipeline.report.ArtistCounts.RankedArtist;
import pipeline.report.ArtistCounts.ReportArtist;
import pipeline.report.Collaborations.RankedPair;
import pipeline.report.ReportData;
import pipeline.report.page.HtmlTable.HtmlColumn;

/** Rankings of artists and of pairs of artists. */
final class CreditSections {
  private static final int MAX_ROWS = 100;

  private CreditSections() {}

  /** Returns the artists with the most albums. */
  static Section artists(ReportData data) {
    List<RankedArtist> top = data.artists().top(MAX_ROWS);
    String summary =
        top.isEmpty()
            ? "No artist is credited."
            : "Credited artists: %s, on %s. Most albums: %s (%s).%s"
                .formatted(
                    Formats.number(data.artists().size()),
                    Quantity.format(data.albumCount(), "album"),
                    name(top.get(0).artist()),
                    Formats.number(top.get(0).albums()),
                    limitNote(data.artists().size(), "artists"));
    return Section.create(
        "artists",
        summary,
        "“Featured on” counts albums that credit the artist on a track, but not as an album"
            + " artist.",
        top,
        List.of(
            HtmlColumn.html("artist", "Artist", ranked -> SpotifyLink.artist(ranked.artist())),
            HtmlColumn.number("albums", "Albums", RankedArtist::albums),
            HtmlColumn.number("featured", "Featured on", RankedArtist::featured)));
  }

  /** Returns the pairs of artists with the most albums together. */
  static Section collaborations(ReportData data) {
    List<RankedPair> top = data.collaborations().top(MAX_ROWS);
    String summary =
        top.isEmpty()
            ? "No album credits artists together."
            : "Albums that credit artists together: %s of %s. Most albums together: %s and %s (%s).%s"
                .formatted(
                    Formats.number(data.collaborations().albums()),
                    Formats.number(data.albumCount()),
                    name(first(data, top.get(0))),
                    name(second(data, top.get(0))),
                    Formats.number(top.get(0).albums()),
                    limitNote(data.collaborations().size(), "pairs"));
    return Section.create(
        "collaborations",
        summary,
        "Albums that credit both artists, on the album or on the same track.",
        top,
        List.of(
            HtmlColumn.html("first", "Artist", pair -> SpotifyLink.artist(first(data, pair))),
            HtmlColumn.html("second", "With", pair -> SpotifyLink.artist(second(data, pair))),
            HtmlColumn.number("albums", "Albums", RankedPair::albums)));
  }

  private static ReportArtist first(ReportData data, RankedPair ranked) {
    return data.artists().artist(ranked.pair().first());
  }

  private static ReportArtist second(ReportData data, RankedPair ranked) {
    return data.artists().artist(ranked.pair().second());
  }

  private static String name(ReportArtist artist) {
    return HtmlEscaper.truncate(SpotifyLink.name(artist));
  }

  private static String limitNote(int size, String noun) {
    return size > MAX_ROWS
        ? " The table has the first %d of %s %s.".formatted(MAX_ROWS, Formats.number(size), noun)
        : "";
  }
}
