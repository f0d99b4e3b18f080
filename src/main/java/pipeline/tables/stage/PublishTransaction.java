package pipeline.tables.stage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import pipeline.lake.Partition;
import pipeline.lake.PartitionWriter;
import pipeline.lake.Table;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.store.CloseSequence;

/**
 * The partitions that one run of a stage writes: all drafts first, then published in the order in
 * which they were begun. Closed without that, nothing has happened.
 */
public final class PublishTransaction implements AutoCloseable {
  private final StageRun run;
  private final Stage stage;
  private final List<Partition<?>> inputs;
  private final List<PartitionWriter<?>> writers = new ArrayList<>();

  public PublishTransaction(StageRun run, Stage stage, List<Partition<?>> inputs) {
    this.run = run;
    this.stage = stage;
    this.inputs = List.copyOf(inputs);
  }

  public <R extends IndexedRecord> PartitionWriter<R> openWriter(Table<R> table) {
    PartitionWriter<R> writer = run.lake().openWriter(table, run.ds());
    writers.add(writer);
    writer
        .putMetadata(PartitionMetadata.STAGE, stage.command())
        .putMetadata(PartitionMetadata.CODE_VERSION, run.codeVersion());
    inputs.forEach(writer::addInput);
    return writer;
  }

  /** Rows by table, for the drafts begun so far. */
  public Map<String, Long> rows() {
    Map<String, Long> rows = new LinkedHashMap<>();
    writers.forEach(writer -> rows.put(writer.table().qualifiedName(), writer.rows()));
    return rows;
  }

  /**
   * @return whether any partition was not published already with the same rows and entries
   */
  public boolean publish() {
    writers.forEach(PartitionWriter::finish);
    boolean changed = false;
    for (PartitionWriter<?> writer : writers) {
      changed |= writer.publish();
    }
    return changed;
  }

  /**
   * The same, and later runs find out from the lake that there is nothing to do.
   *
   * @param warnings of this run, which such a run gives again
   */
  public boolean publish(BuildFingerprint fingerprint, List<String> warnings) {
    if (warnings.isEmpty()) {
      fingerprint.putMetadata(writers);
    }
    boolean changed = publish();
    fingerprint.record(writers, warnings);
    return changed;
  }

  @Override
  public void close() {
    CloseSequence.close(writers);
  }
}
