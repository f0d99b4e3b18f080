package pipeline.tables;

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
public record Written(
    boolean changed, Map<String, Long> rows, Capture capture, List<String> warnings) {

  /** A partition that stays as it is. */
  public static Written kept(Partition<?> partition, List<String> warnings) {
    return new Written(
        false,
        Map.of(partition.table().qualifiedName(), partition.footer().rows()),
        Capture.of(partition.footer()),
        warnings);
  }
}
