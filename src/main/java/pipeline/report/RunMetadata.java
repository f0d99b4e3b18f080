package pipeline.report;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;
import pipeline.tables.row.DimAlbum;
import pipeline.tables.row.DimTrack;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.PublishedStar;

/**
 * Metadata of the runs that produced the tables of a date, from analytics/partitions.
 *
 * @param source source of the listing
 * @param market market of the listing, as a country code; null for none
 * @param observedAt time at which the listing was taken
 * @param rejects number of quarantined rows
 * @param requests number of requests to Spotify
 * @param throttled number of 429 responses
 * @param historical whether the listing is a historical capture
 * @param partial whether albums lack tracks
 * @param truncated whether a limit cut the listing short
 * @param audit "ok", or the warnings of load
 */
public record RunMetadata(
    @Nullable String source,
    @Nullable String market,
    @Nullable Instant observedAt,
    long albums,
    long tracks,
    long rejects,
    long requests,
    long throttled,
    boolean historical,
    boolean partial,
    boolean truncated,
    String audit) {
  private static final String OK = "ok";

  static RunMetadata from(PublishedStar published) {
    List<PartitionEntry> entries =
        Tables.all().stream().map(published::findRow).flatMap(Optional::stream).toList();
    Optional<PartitionEntry> listing = published.findRow(RawRelease.TABLE);
    return new RunMetadata(
        listing.map(PartitionEntry::source).orElse(null),
        listing.map(PartitionEntry::market).orElse(null),
        listing.map(PartitionEntry::observedAt).orElse(null),
        rows(published, DimAlbum.TABLE),
        rows(published, DimTrack.TABLE),
        sum(entries, PartitionEntry::rejects),
        sum(entries, PartitionEntry::requests),
        sum(entries, PartitionEntry::throttled),
        listing.map(PartitionEntry::late).orElse(false),
        entries.stream().anyMatch(entry -> Boolean.TRUE.equals(entry.partial())),
        entries.stream().anyMatch(entry -> Boolean.TRUE.equals(entry.truncated())),
        published.findRow(DimAlbum.TABLE).map(PartitionEntry::audit).orElse(OK));
  }

  private static long sum(
      List<PartitionEntry> entries, Function<PartitionEntry, @Nullable Long> value) {
    return entries.stream().map(value).filter(Objects::nonNull).mapToLong(Long::longValue).sum();
  }

  private static long rows(PublishedStar published, Table<?> table) {
    return published.findRow(table).map(PartitionEntry::rows).orElse(0L);
  }

  public boolean hasPassedAudits() {
    return audit.equals(OK);
  }
}
