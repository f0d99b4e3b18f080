package pipeline.report;

import org.jspecify.annotations.Nullable;
import pipeline.audit.ListingSnapshot;

/**
 * The opened tables of a date of the report.
 *
 * @param star the star tables; null if the date has no readable ones
 * @param listing null if there are no star tables, or if their listing has been replaced or is a
 *     historical capture
 * @param warning why the date is left out; null if the date is not left out
 */
record ReportDate(
    ReportDay day,
    @Nullable StarPartitions star,
    @Nullable ListingSnapshot listing,
    @Nullable String warning) {

  static ReportDate withoutStar(ReportDay day, @Nullable String warning) {
    return new ReportDate(day, null, null, warning);
  }

  /** Reads the rows and adds them to the report. */
  void addTo(ReportAggregator report) {
    if (warning != null) {
      report.addWarning(warning);
    }
    report.addDay(day);
    if (listing != null) {
      report.addListing(listing.withAlbumsRead());
    }
    if (star == null) {
      return;
    }
    star.artists().forEachRow(report::addArtist);
    star.forEachAlbum(album -> report.addAlbum(day, album));
  }
}
