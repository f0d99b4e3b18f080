package pipeline.report.page;

import java.util.Map;
import pipeline.report.Kind;
import pipeline.report.Lyrics;
import pipeline.report.ReportData;
import pipeline.report.page.HtmlTable.Column;

/** Which part of the tracks has explicit lyrics. */
final class LyricsPart {
  private LyricsPart() {}

  static Part of(ReportData data) {
    HtmlTable table =
        new HtmlTable(
            "lyrics",
            "Tracks by the type of their release; the share is of those marked either way.",
            10_000,
            Column.text("type", "On"),
            Column.number("explicit", "Explicit"),
            Column.number("clean", "Not explicit"),
            Column.number("unknown", "Not marked"),
            Column.number("share", "Explicit share"));
    for (Map.Entry<Kind, Lyrics> entry : data.lyrics().entrySet()) {
      Lyrics lyrics = entry.getValue();
      if (lyrics.all() > 0) {
        table.row(
            Cell.text(entry.getKey().word()),
            Cell.number(lyrics.explicit()),
            Cell.number(lyrics.clean()),
            Cell.number(lyrics.unknown()),
            Cell.share(lyrics.share()));
      }
    }
    return Part.of("lyrics", gist(data), table);
  }

  private static String gist(ReportData data) {
    long marked = marked(data);
    return marked == 0
        ? "No track is marked as explicit or not."
        : "%s of %s are marked as explicit."
            .formatted(Words.percent(explicit(data), marked), Words.count(marked, "track"));
  }

  static long explicit(ReportData data) {
    return data.lyrics().values().stream().mapToLong(Lyrics::explicit).sum();
  }

  /** Tracks that are marked either way. */
  static long marked(ReportData data) {
    return data.lyrics().values().stream().mapToLong(l -> l.explicit() + l.clean()).sum();
  }
}
