package pipeline.report.page;

import java.util.Map;
import pipeline.report.AlbumType;
import pipeline.report.ExplicitShare;
import pipeline.report.ReportData;
import pipeline.report.page.HtmlTable.HtmlColumn;

/** Which part of the tracks has explicit lyrics. */
final class ExplicitShareSection {
  private ExplicitShareSection() {}

  static Section from(ReportData data) {
    HtmlTable table =
        new HtmlTable(
            "lyrics",
            "Tracks by the type of their release; the share is of those marked either way.",
            10_000,
            HtmlColumn.text("type", "On"),
            HtmlColumn.number("explicit", "Explicit"),
            HtmlColumn.number("clean", "Not explicit"),
            HtmlColumn.number("unknown", "Not marked"),
            HtmlColumn.number("share", "Explicit share"));
    for (Map.Entry<AlbumType, ExplicitShare> entry : data.lyrics().entrySet()) {
      ExplicitShare lyrics = entry.getValue();
      if (lyrics.total() > 0) {
        table.row(
            HtmlCell.text(entry.getKey().label()),
            HtmlCell.number(lyrics.explicit()),
            HtmlCell.number(lyrics.clean()),
            HtmlCell.number(lyrics.unknown()),
            HtmlCell.share(lyrics.share()));
      }
    }
    return Section.create("lyrics", summary(data), table);
  }

  private static String summary(ReportData data) {
    long marked = marked(data);
    return marked == 0
        ? "No track is marked as explicit or not."
        : "%s of %s are marked as explicit."
            .formatted(Formats.percent(explicit(data), marked), Formats.count(marked, "track"));
  }

  static long explicit(ReportData data) {
    return data.lyrics().values().stream().mapToLong(ExplicitShare::explicit).sum();
  }

  /** Tracks that are marked either way. */
  static long marked(ReportData data) {
    return data.lyrics().values().stream().mapToLong(l -> l.explicit() + l.clean()).sum();
  }
}
