package pipeline.report.page;

import java.util.OptionalInt;
import pipeline.report.ReportData;

/** The numbers at the top. */
final class Tiles {
  private Tiles() {}

  static String html(ReportData data) {
    StringBuilder tiles = new StringBuilder();
    int fresh = data.fresh().size();
    if (data.newestDay().late()) {
      tile(tiles, Words.number(fresh), "in the sample of the last date");
    } else {
      tile(tiles, Words.number(fresh), "new on the last date");
      tile(tiles, Words.number(data.shown().size()), "on the list of the last date");
    }
    tile(tiles, Words.number(data.counted()), "albums in all dates");
    tile(tiles, Words.number(data.artists().size()), "artists");
    tile(tiles, Words.number(data.lengths().known() + data.lengths().unknown()), "tracks");
    OptionalInt median = data.lengths().median();
    if (median.isPresent()) {
      tile(tiles, Words.length(median.getAsInt()), "median track");
    }
    if (LyricsPart.marked(data) > 0) {
      tile(
          tiles,
          Words.percent(LyricsPart.explicit(data), LyricsPart.marked(data)),
          "of tracks explicit");
    }
    tile(tiles, data.loaded() + " of " + data.days().size(), "dates loaded");
    return tiles.toString();
  }

  private static void tile(StringBuilder tiles, String number, String what) {
    tiles.append("<div><dt>%s</dt><dd>%s</dd></div>\n".formatted(what, number));
  }
}
