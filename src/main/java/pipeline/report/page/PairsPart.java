package pipeline.report.page;

import java.util.List;
import pipeline.report.Artists.Artist;
import pipeline.report.Pairs.Counted;
import pipeline.report.ReportData;
import pipeline.report.page.HtmlTable.Column;

/** Who collaborates with whom. */
final class PairsPart {
  private static final int BUDGET = 60_000;
  private static final int TOP = 100;

  private PairsPart() {}

  static Part of(ReportData data) {
    List<Counted> top = data.pairs().top(TOP);
    HtmlTable table =
        new HtmlTable(
            "pairs",
            "Releases on which both are credited, on the release or on one of its tracks.",
            BUDGET,
            Column.text("one", "Artist"),
            Column.text("other", "With"),
            Column.number("releases", "Releases"));
    for (Counted counted : top) {
      table.row(
          Cell.html(SpotifyLink.artist(one(data, counted))),
          Cell.html(SpotifyLink.artist(other(data, counted))),
          Cell.number(counted.releases()));
    }
    return Part.of("pairs", gist(data, top), table);
  }

  private static Artist one(ReportData data, Counted counted) {
    return data.artists().named(counted.pair().one());
  }

  private static Artist other(ReportData data, Counted counted) {
    return data.artists().named(counted.pair().other());
  }

  private static String gist(ReportData data, List<Counted> top) {
    if (top.isEmpty()) {
      return "No release credits more than one artist.";
    }
    Counted first = top.get(0);
    return "%s of %s credit more than one artist. %s and %s share the most: %s.%s"
        .formatted(
            Words.number(data.pairs().releases()),
            Words.count(data.counted(), "release"),
            Html.cut(SpotifyLink.name(one(data, first))),
            Html.cut(SpotifyLink.name(other(data, first))),
            Words.number(first.releases()),
            data.pairs().size() > TOP
                ? " Here are the first %d of %s pairs."
                    .formatted(TOP, Words.number(data.pairs().size()))
                : "");
  }
}
