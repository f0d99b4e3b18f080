package pipeline.tables.stage;

import java.util.List;
import java.util.Map;
import pipeline.lake.Partition;

/**
 * What a stage has published, or kept.
 *
 * @param changed whether anything was published that was not there before
 * @param rows by table
 * @param capture how the raw rows were taken that it is or was made from
 * @param warnings for people
 */
public record StageOutput(
    boolean changed, Map<String, Long> rows, CaptureMetadata capture, List<String> warnings) {

  /** A partition that stays as it is. */
  public static StageOutput unchanged(Partition<?> partition, List<String> warnings) {
    return new StageOutput(
        false,
        Map.of(partition.table().qualifiedName(), partition.footer().rows()),
        CaptureMetadata.from(partition.footer()),
        warnings);
  }
}
