package pipeline.tables.stage;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pipeline.lake.PartitionWriter;
import pipeline.lake.parquet.PartitionMetadata;

/**
 * The metadata of a fetch from Spotify, stored in the footer of the raw partition.
 *
 * @param source the column value of a {@link ListingSource}
 * @param late whether the partition is a historical capture, which is a sample
 * @param partial whether data is missing, such as the tracks of an album
 * @param truncated whether a limit cut the listing short
 * @param market the country code with which the listing was searched; null if there was none.
 *     Always null for tracks, which are requested without a market so that Spotify does not replace
 *     their ids.
 * @param requests the number of requests sent to Spotify
 * @param throttled the number of requests that were answered with 429
 */
public record CaptureMetadata(
    String runId,
    Instant observedAt,
    String source,
    boolean late,
    boolean partial,
    boolean truncated,
    @Nullable String market,
    long requests,
    long throttled) {
  private static final String SOURCE = "source";
  private static final String LATE = "late";
  private static final String PARTIAL = "partial";
  private static final String TRUNCATED = "truncated";
  private static final String MARKET = "market";
  private static final String REQUESTS = "requests";
  private static final String THROTTLED = "throttled";

  /**
   * The entry with the ids of albums that Spotify has deleted, or that have no tracks on Spotify.
   */
  public static final String ALBUMS_GONE = "albums_gone";

  /** The entry with the ids of albums that lack tracks. */
  public static final String ALBUMS_MISSING = "albums_missing";

  /**
   * The entry with the ids of albums whose number of tracks differs from the number in the listing.
   */
  public static final String ALBUMS_DIFFERING = "albums_differing";

  /**
   * The entry with the keys of the partitions that tracks were copied from. The entry documents the
   * origin of the tracks. No stage checks this entry.
   */
  public static final String COPIED_FROM = "copied_from";

  /** Puts these values into the footer of a staging file. */
  public void putMetadata(PartitionWriter<?> writer) {
    writer
        .putMetadata(PartitionMetadata.RUN_ID, runId)
        .putMetadata(PartitionMetadata.OBSERVED_AT, observedAt.toString())
        .putMetadata(SOURCE, source)
        .putMetadata(LATE, Boolean.toString(late))
        .putMetadata(PARTIAL, Boolean.toString(partial))
        .putMetadata(TRUNCATED, Boolean.toString(truncated))
        .putMetadata(REQUESTS, Long.toString(requests))
        .putMetadata(THROTTLED, Long.toString(throttled));
    if (market != null) {
      writer.putMetadata(MARKET, market);
    }
  }

  /**
   * Returns the values of a footer. If an entry is missing, its value is an empty text, false,
   * zero, null or the epoch.
   */
  public static CaptureMetadata from(PartitionMetadata footer) {
    Predicate<String> flag = name -> footer.find(name).map(Boolean::parseBoolean).orElse(false);
    return new CaptureMetadata(
        footer.find(PartitionMetadata.RUN_ID).orElse(""),
        footer.find(PartitionMetadata.OBSERVED_AT).map(Instant::parse).orElse(Instant.EPOCH),
        footer.find(SOURCE).orElse(""),
        flag.test(LATE),
        flag.test(PARTIAL),
        flag.test(TRUNCATED),
        footer.find(MARKET).orElse(null),
        footer.find(REQUESTS).map(Long::parseLong).orElse(0L),
        footer.find(THROTTLED).map(Long::parseLong).orElse(0L));
  }

  /** Puts a list of ids or keys into the footer, unless the list is empty. */
  public static void putList(PartitionWriter<?> writer, String name, List<String> values) {
    if (!values.isEmpty()) {
      writer.putMetadata(name, String.join(",", values));
    }
  }

  /**
   * Returns a list that {@link #putList} wrote, or an empty list if the footer has no such entry.
   */
  public static List<String> parseList(PartitionMetadata footer, String name) {
    Optional<String> entry = footer.find(name).filter(text -> !text.isEmpty());
    return entry.map(text -> Arrays.asList(text.split(","))).orElse(List.of());
  }
}
