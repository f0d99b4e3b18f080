package pipeline.tables.stage;

import java.util.List;
import java.util.Map;
import pipeline.lake.Partition;

/**
 * The outcome of a stage.
 *
 * @param changed whether a partition was replaced or added
 * @param rows the number of rows by qualified table name
 * @param capture the metadata of the raw partition that the stage wrote or read
 * @param warnings messages for the user
 */
public record StageOutput(
    boolean changed, Map<String, Long> rows, CaptureMetadata capture, List<String> warnings) {

  /** Returns the outcome of a stage that left its only partition unchanged. */
  public static StageOutput unchanged(StageRun run, Partition<?> partition, List<String> warnings) {
    run.lineage().addOutput(run, partition.table(), partition.version(), false);
    return new StageOutput(
        false,
        Map.of(partition.table().qualifiedName(), partition.footer().rows()),
        CaptureMetadata.from(partition.footer()),
        warnings);
  }
}
