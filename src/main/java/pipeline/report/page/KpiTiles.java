package pipeline.report.page;

import java.util.OptionalInt;
import pipeline.report.ReportData;

/** The numbers at the top. */
final class KpiTiles {
  private KpiTiles() {}

  static String html(ReportData data) {
    StringBuilder tiles = new StringBuilder();
    int newAlbums = data.newAlbums().size();
    if (data.newestDay().isLate()) {
      tile(tiles, Formats.number(newAlbums), "in the sample of the last date");
    } else {
      tile(tiles, Formats.number(newAlbums), "new on the last date");
      tile(tiles, Formats.number(data.newestAlbums().size()), "on the list of the last date");
    }
    tile(tiles, Formats.number(data.albumCount()), "albums in all dates");
    tile(tiles, Formats.number(data.artists().size()), "artists");
    tile(tiles, Formats.number(data.durations().known() + data.durations().unknown()), "tracks");
    OptionalInt median = data.durations().median();
    if (median.isPresent()) {
      tile(tiles, Formats.duration(median.getAsInt()), "median track");
    }
    if (ExplicitShareSection.marked(data) > 0) {
      tile(
          tiles,
          Formats.percent(ExplicitShareSection.explicit(data), ExplicitShareSection.marked(data)),
          "of tracks explicit");
    }
    tile(tiles, data.loadedCount() + " of " + data.days().size(), "dates loaded");
    return tiles.toString();
  }

  private static void tile(StringBuilder tiles, String number, String label) {
    tiles.append("<div><dt>%s</dt><dd>%s</dd></div>\n".formatted(label, number));
  }
}
