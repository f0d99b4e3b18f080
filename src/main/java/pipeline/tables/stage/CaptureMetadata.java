package pipeline.tables.stage;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import pipeline.lake.PartitionWriter;
import pipeline.lake.parquet.PartitionMetadata;

/**
 * The circumstances under which raw rows were fetched from Spotify, as in their partition's footer.
 *
 * @param source column value of a {@link ListingSource}
 * @param late whether it is a historical capture, which is a sample
 * @param partial whether albums lack tracks
 * @param truncated whether a limit cut the listing short
 * @param requests number of requests sent to Spotify
 * @param throttled number of these that were answered with 429
 */
public record CaptureMetadata(
    String runId,
    Instant observedAt,
    String source,
    boolean late,
    boolean partial,
    boolean truncated,
    long requests,
    long throttled) {
  private static final String SOURCE = "source";
  private static final String LATE = "late";
  private static final String PARTIAL = "partial";
  private static final String TRUNCATED = "truncated";
  private static final String REQUESTS = "requests";
  private static final String THROTTLED = "throttled";

  /** Ids of albums that Spotify has deleted, or that have no tracks there. */
  public static final String ALBUMS_GONE = "albums_gone";

  /** Ids of albums whose tracks could not all be fetched. */
  public static final String ALBUMS_MISSING = "albums_missing";

  /** Ids of albums whose track page states another number of tracks than the listing. */
  public static final String ALBUMS_DIFFERING = "albums_differing";

  /** Keys of the partitions that rows were copied from: provenance, which is never checked. */
  public static final String COPIED_FROM = "copied_from";

  /** Puts these values into the footer that the writer will write. */
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
  }

  /** Returns the values of a footer; missing ones are empty, false, zero or the epoch. */
  public static CaptureMetadata from(PartitionMetadata footer) {
    Predicate<String> flag = name -> footer.find(name).map(Boolean::parseBoolean).orElse(false);
    return new CaptureMetadata(
        footer.find(PartitionMetadata.RUN_ID).orElse(""),
        footer.find(PartitionMetadata.OBSERVED_AT).map(Instant::parse).orElse(Instant.EPOCH),
        footer.find(SOURCE).orElse(""),
        flag.test(LATE),
        flag.test(PARTIAL),
        flag.test(TRUNCATED),
        footer.find(REQUESTS).map(Long::parseLong).orElse(0L),
        footer.find(THROTTLED).map(Long::parseLong).orElse(0L));
  }

  /** Puts a list of ids or keys into the footer, unless it is empty. */
  public static void putList(PartitionWriter<?> writer, String name, List<String> values) {
    if (!values.isEmpty()) {
      writer.putMetadata(name, String.join(",", values));
    }
  }

  /** Returns a list that {@link #putList} wrote; empty if the footer does not have it. */
  public static List<String> parseList(PartitionMetadata footer, String name) {
    Optional<String> entry = footer.find(name).filter(text -> !text.isEmpty());
    return entry.map(text -> Arrays.asList(text.split(","))).orElse(List.of());
  }
}
