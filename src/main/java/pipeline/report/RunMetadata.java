package pipeline.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;
import pipeline.tables.row.DimAlbum;
import pipeline.tables.row.DimTrack;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.PublishedStar;

/**
 * How a date's tables came about, as analytics/partitions tells it.
 *
 * @param observedAt when its listing was taken
 * @param rejects rows that did not fit
 * @param requests sent to Spotify
 * @param throttled answers of 429 among them
 * @param audit "ok", or the warnings of load
 */
public record RunMetadata(
    @Nullable String source,
    @Nullable Instant observedAt,
    long albums,
    long tracks,
    long rejects,
    long requests,
    long throttled,
    boolean late,
    boolean partial,
    boolean truncated,
    String audit) {
  private static final String OK = "ok";

  static RunMetadata from(PublishedStar published) {
    long rejects = 0;
    long requests = 0;
    long throttled = 0;
    boolean partial = false;
    boolean truncated = false;
    for (Table<?> table : Tables.all()) {
      PartitionEntry row = published.findRow(table).orElse(null);
      if (row != null) {
        rejects += orZero(row.rejects());
        requests += orZero(row.requests());
        throttled += orZero(row.throttled());
        partial |= Boolean.TRUE.equals(row.partial());
        truncated |= Boolean.TRUE.equals(row.truncated());
      }
    }
    PartitionEntry listing = published.findRow(RawRelease.TABLE).orElse(null);
    return new RunMetadata(
        listing == null ? null : listing.source(),
        listing == null ? null : listing.observedAt(),
        rows(published, DimAlbum.TABLE),
        rows(published, DimTrack.TABLE),
        rejects,
        requests,
        throttled,
        listing != null && Boolean.TRUE.equals(listing.late()),
        partial,
        truncated,
        published.findRow(DimAlbum.TABLE).map(PartitionEntry::audit).orElse(OK));
  }

  private static long orZero(@Nullable Long number) {
    return number == null ? 0 : number;
  }

  private static long rows(PublishedStar published, Table<?> table) {
    return published.findRow(table).map(PartitionEntry::rows).orElse(0L);
  }

  public boolean hasPassedAudits() {
    return audit.equals(OK);
  }
}
