package pipeline.extract;

import java.util.List;
import java.util.Map;
import pipeline.lake.Partition;
import pipeline.tables.Capture;

/**
 * What an extract stage has published, or kept.
 *
 * @param rows by table
 * @param capture of the partition as it is published now
 * @param warnings for people
 */
public record Extracted(
    boolean changed, Map<String, Long> rows, Capture capture, List<String> warnings) {

  /** A partition that stays as it is. */
  static Extracted kept(Partition<?> partition, List<String> warnings) {
    return new Extracted(
        false,
        Map.of(partition.table().qualifiedName(), partition.footer().rows()),
        Capture.of(partition.footer()),
        warnings);
  }
}
