package pipeline.report.page;

import java.util.OptionalInt;
import pipeline.report.ReportData;

/** Renders the key figures at the top of the page. */
final class KpiTiles {
  private KpiTiles() {}

  static String html(ReportData data) {
    StringBuilder tiles = new StringBuilder();
    String newAlbums = Formats.number(data.newAlbums().size());
    if (data.newestDay().isHistorical()) {
      tile(tiles, newAlbums, "albums in the sample of the last date");
    } else {
      tile(tiles, newAlbums, "new albums on the last date");
      tile(tiles, Formats.number(data.newestAlbums().size()), "albums listed on the last date");
    }
    tile(tiles, Formats.number(data.albumCount()), "albums in this range");
    tile(tiles, Formats.number(data.artists().size()), "artists");
    tile(tiles, Formats.number(data.durations().known() + data.durations().unknown()), "tracks");
    OptionalInt median = data.durations().median();
    if (median.isPresent()) {
      tile(tiles, Formats.duration(median.getAsInt()), "median track duration");
    }
    int explicit = data.explicitTracks().total();
    int known = explicit + data.cleanTracks().total();
    if (known > 0) {
      tile(tiles, Formats.percent(explicit, known), "explicit tracks");
    }
    String of = " of\u00A0"; // breaks only before "of" if the tile is narrow
    tile(
        tiles,
        Formats.number(data.loadedCount()) + of + Formats.number(data.days().size()),
        "dates loaded");
    return tiles.toString();
  }

  private static void tile(StringBuilder tiles, String number, String label) {
    tiles.append("<div><dt>%s</dt><dd>%s</dd></div>\n".formatted(label, number));
  }
}
