package pipeline.tables.stage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import pipeline.lake.Partition;
import pipeline.lake.PartitionVersion;
import pipeline.lake.PartitionWriter;
import pipeline.lake.Table;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.store.CloseSequence;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.Row;

/**
 * The partitions that one run of a stage writes. The stage first writes all staging files, then
 * publishes them in groups, in the order in which it opened the groups. The tables of a group are
 * published at the same time. A table must therefore not be in the same group as a table that it
 * refers to. Closing the transaction without publishing discards the staging files.
 */
public final class PublishTransaction implements AutoCloseable {
  private final StageRun run;
  private final Stage stage;
  private final List<Partition<?>> inputs;
  private final Map<Schema, PartitionWriter<?>> writers = new LinkedHashMap<>();
  private final List<List<PartitionWriter<?>>> groups = new ArrayList<>();

  public PublishTransaction(StageRun run, Stage stage, List<Partition<?>> inputs) {
    this.run = run;
    this.stage = stage;
    this.inputs = List.copyOf(inputs);
  }

  /**
   * Opens the staging file of a table, with the footer entries that all stages write. The table is
   * a group of its own.
   */
  public <R extends IndexedRecord> PartitionWriter<R> openWriter(Table<R> table) {
    PartitionWriter<R> writer = open(table);
    groups.add(List.of(writer));
    return writer;
  }

  private <R extends IndexedRecord> PartitionWriter<R> open(Table<R> table) {
    PartitionWriter<R> writer = run.lake().openWriter(table, run.ds());
    writers.put(table.schema(), writer);
    writer
        .putMetadata(PartitionMetadata.STAGE, stage.command())
        .putMetadata(PartitionMetadata.CODE_VERSION, run.codeVersion());
    inputs.forEach(writer::addInput);
    return writer;
  }

  /** Opens the staging files of a group of tables. */
  public void openWriters(List<Table<?>> group) {
    groups.add(group.stream().<PartitionWriter<?>>map(table -> open(table)).toList());
  }

  /**
   * Writes a row to the open staging file of its table. The rows of a table must be written in the
   * order of the table.
   */
  @SuppressWarnings("unchecked") // the schema of the row selects the writer of the same row type
  public void write(Row row) {
    PartitionWriter<Row> writer = (PartitionWriter<Row>) writers.get(row.getSchema());
    Objects.requireNonNull(writer, () -> "no open staging file for " + row).write(row);
  }

  /** Returns the open writers, in the order in which they were opened. */
  public List<PartitionWriter<?>> writers() {
    return List.copyOf(writers.values());
  }

  /** Returns the number of rows written to each table, by qualified table name. */
  public Map<String, Long> rows() {
    Map<String, Long> rows = new LinkedHashMap<>();
    writers().forEach(writer -> rows.put(writer.table().qualifiedName(), writer.rows()));
    return rows;
  }

  /**
   * Returns the published versions that the new partitions may replace. Only the first call reads
   * their footers, so make that call just before publishing.
   */
  public List<Optional<PartitionVersion>> findReplaced() {
    return run.lake().readAll(writers(), PartitionWriter::findReplaced);
  }

  /**
   * Finishes all staging files, then publishes them, one group after the other. If a table cannot
   * be published, the other tables of its group are still published, but the later groups are not.
   * If the store has {@linkplain pipeline.lake.store.ObjectStore#comparableTag comparable ETags},
   * the footer of analytics/partitions has the ETags of the other tables. The file of
   * analytics/partitions is then finished only after the other tables are published.
   *
   * @return whether at least one partition changed. A partition changes if its rows or footer
   *     entries differ from those of the published partition.
   */
  public boolean publish() {
    PartitionWriter<?> partitions = writers.get(PartitionEntry.TABLE.schema());
    boolean hasTags =
        inputs.stream()
            .map(input -> run.lake().store().comparableTag(input.version().object()))
            .anyMatch(Optional::isPresent);
    List<PartitionWriter<?>> others =
        writers().stream().filter(writer -> writer != partitions || !hasTags).toList();
    Supplier<List<?>> replaced = run.lake().prefetch(this::findReplaced);
    others.forEach(PartitionWriter::finish);
    List<?> unused = replaced.get();
    boolean changed = false;
    for (List<PartitionWriter<?>> group : groups) {
      if (hasTags && partitions != null && group.contains(partitions)) {
        List<PartitionVersion> versions =
            Stream.concat(
                    inputs.stream().map(Partition::version),
                    others.stream().map(PartitionWriter::published))
                .toList();
        RecordedFooters.putMetadata(partitions, run.lake().store(), versions);
      }
      changed |= run.lake().processAll(group, this::publish).contains(true);
    }
    return changed;
  }

  private boolean publish(PartitionWriter<?> writer) {
    boolean changed = writer.publish();
    run.lineage().addOutput(run, writer.table(), writer.published(), changed);
    return changed;
  }

  /**
   * Publishes like {@link #publish()} and also records the fingerprint. With the fingerprint, a
   * later run can detect that nothing has changed.
   *
   * @param warnings the warnings of this run; a later run without changes reports them again
   */
  public boolean publish(BuildFingerprint fingerprint, List<String> warnings) {
    if (warnings.isEmpty()) {
      fingerprint.putMetadata(writers());
    }
    boolean changed = publish();
    fingerprint.record(writers(), warnings);
    return changed;
  }

  @Override
  public void close() {
    CloseSequence.close(writers());
  }
}
