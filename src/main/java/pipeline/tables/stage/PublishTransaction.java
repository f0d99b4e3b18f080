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
  private final List<PartitionWriter<?>> drafts = new ArrayList<>();

  public PublishTransaction(StageRun run, Stage stage, List<Partition<?>> inputs) {
    this.run = run;
    this.stage = stage;
    this.inputs = List.copyOf(inputs);
  }

  public <R extends IndexedRecord> PartitionWriter<R> draft(Table<R> table) {
    PartitionWriter<R> draft = run.lake().draft(table, run.ds());
    drafts.add(draft);
    draft
        .note(PartitionMetadata.STAGE, stage.command())
        .note(PartitionMetadata.CODE_VERSION, run.codeVersion());
    inputs.forEach(draft::madeFrom);
    return draft;
  }

  /** Rows by table, for the drafts begun so far. */
  public Map<String, Long> rows() {
    Map<String, Long> rows = new LinkedHashMap<>();
    drafts.forEach(draft -> rows.put(draft.table().qualifiedName(), draft.rows()));
    return rows;
  }

  /**
   * @return whether any partition was not published already with the same rows and entries
   */
  public boolean publish() {
    drafts.forEach(PartitionWriter::seal);
    boolean changed = false;
    for (PartitionWriter<?> draft : drafts) {
      changed |= draft.publish();
    }
    return changed;
  }

  /**
   * The same, and later runs find out from the lake that there is nothing to do.
   *
   * @param warnings of this run, which such a run gives again
   */
  public boolean publish(BuildFingerprint origin, List<String> warnings) {
    if (warnings.isEmpty()) {
      origin.note(drafts);
    }
    boolean changed = publish();
    origin.record(drafts, warnings);
    return changed;
  }

  @Override
  public void close() {
    CloseSequence.close(drafts);
  }
}
