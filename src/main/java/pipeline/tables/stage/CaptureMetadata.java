package pipeline.tables.stage;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import pipeline.lake.PartitionWriter;
import pipeline.lake.parquet.PartitionMetadata;

/**
 * How raw rows were taken from Spotify: what their partition's footer tells beside the rows.
 *
 * @param source a {@link ListingSource} as a column
 * @param late a late capture, which is a sample
 * @param partial albums lack tracks
 * @param truncated a cap left something undone
 * @param requests sent to Spotify
 * @param throttled answers of 429 among them
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

  /** Album ids that answered that they are no more, or hold no track. */
  public static final String ALBUMS_GONE = "albums_gone";

  /** Album ids whose tracks could not be had in full. */
  public static final String ALBUMS_MISSING = "albums_missing";

  /** Album ids whose track page counts other tracks than the listing did. */
  public static final String ALBUMS_DIFFERING = "albums_differing";

  /** Keys of the partitions that rows were copied from; told, never checked. */
  public static final String COPIED_FROM = "copied_from";

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

  /** A list of ids or keys within a footer; left out where it is empty. */
  public static void putList(PartitionWriter<?> writer, String name, List<String> values) {
    if (!values.isEmpty()) {
      writer.putMetadata(name, String.join(",", values));
    }
  }

  public static List<String> parseList(PartitionMetadata footer, String name) {
    Optional<String> entry = footer.find(name).filter(text -> !text.isEmpty());
    return entry.map(text -> Arrays.asList(text.split(","))).orElse(List.of());
  }
}
