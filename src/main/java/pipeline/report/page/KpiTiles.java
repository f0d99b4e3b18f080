package pipeline.report.page;

import java.util.OptionalInt;
import pipeline.report.ReportData;

/** The numbers at the top. */
final class KpiTiles {
  private KpiTiles() {}

  static String html(ReportData data) {
    StringBuilder tiles = new StringBuilder();
    int fresh = data.fresh().size();
    if (data.newestDay().late()) {
      tile(tiles, Formats.number(fresh), "in the sample of the last date");
    } else {
      tile(tiles, Formats.number(fresh), "new on the last date");
      tile(tiles, Formats.number(data.shown().size()), "on the list of the last date");
    }
    tile(tiles, Formats.number(data.counted()), "albums in all dates");
    tile(tiles, Formats.number(data.artists().size()), "artists");
    tile(tiles, Formats.number(data.lengths().known() + data.lengths().unknown()), "tracks");
    OptionalInt median = data.lengths().median();
    if (median.isPresent()) {
      tile(tiles, Formats.length(median.getAsInt()), "median track");
    }
    if (ExplicitShareSection.marked(data) > 0) {
      tile(
          tiles,
          Formats.percent(ExplicitShareSection.explicit(data), ExplicitShareSection.marked(data)),
          "of tracks explicit");
    }
    tile(tiles, data.loaded() + " of " + data.days().size(), "dates loaded");
    return tiles.toString();
  }

  private static void tile(StringBuilder tiles, String number, String what) {
    tiles.append("<div><dt>%s</dt><dd>%s</dd></div>\n".formatted(what, number));
  }
}
