package pipeline.lake;

import java.time.LocalDate;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.generic.IndexedRecord;
import pipeline.lake.parquet.ObjectInputFile;
import pipeline.lake.parquet.ParquetRowReader;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.parquet.RowIterator;

/**
 * A published partition: one version of one object. If a newer version replaces the object, reads
 * fail instead of mixing both versions.
 */
public final class Partition<R extends IndexedRecord> {
  private final Table<R> table;
  private final LocalDate ds;
  private final ObjectInputFile input;
  private final PartitionMetadata footer;

  Partition(Table<R> table, LocalDate ds, ObjectInputFile input, PartitionMetadata footer) {
    this.table = table;
    this.ds = ds;
    this.input = input;
    this.footer = footer;
  }

  public Table<R> table() {
    return table;
  }

  public LocalDate ds() {
    return ds;
  }

  public String key() {
    return input.object().key();
  }

  /** Returns the version of this partition. */
  public PartitionVersion version() {
    return new PartitionVersion(input.object(), footer);
  }

  public PartitionMetadata footer() {
    return footer;
  }

  /**
   * Returns whether the rows have an older version of the schema. Columns that were added later are
   * null.
   */
  public boolean hasOlderSchema() {
    return footer.schemaVersion() < table.version();
  }

  /** Returns a new iterator that starts at the first row. */
  public RowIterator<R> openRows() {
    return ParquetRowReader.openRows(input, table);
  }

  /** Passes all rows to the consumer. */
  public void forEachRow(Consumer<? super R> consumer) {
    try (RowIterator<R> rows = openRows()) {
      for (R row = rows.next(); row != null; row = rows.next()) {
        consumer.accept(row);
      }
    }
  }

  /**
   * Returns an iterator over some columns, in the order of the schema; other columns are not
   * fetched.
   */
  public RowIterator<IndexedRecord> openRows(Set<String> columns) {
    return ParquetRowReader.openRows(input, table.withColumns(columns));
  }
}
