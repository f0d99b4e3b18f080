package pipeline.lake;

import java.time.LocalDate;
import java.util.Set;
import org.apache.avro.generic.IndexedRecord;
import pipeline.lake.parquet.ObjectInputFile;
import pipeline.lake.parquet.ParquetRowReader;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.parquet.RowIterator;

/**
 * A published partition: one version of one object. What replaces it meanwhile is never mixed in.
 */
public final class Partition<R extends IndexedRecord> {
  private final Table<R> table;
  private final LocalDate ds;
  private final ObjectInputFile input;
  private final PartitionMetadata footer;

  Partition(Table<R> table, LocalDate ds, ObjectInputFile input) {
    this.table = table;
    this.ds = ds;
    this.input = input;
    this.footer = ParquetRowReader.readFooter(input, table);
  }

  public Table<R> table() {
    return table;
  }

  public LocalDate ds() {
    return ds;
  }

  public String key() {
    return input.key();
  }

  public PartitionMetadata footer() {
    return footer;
  }

  /**
   * Written by a jar whose schema of this table was an older one; the columns that came since are
   * null.
   */
  public boolean hasOlderSchema() {
    return footer.schemaVersion() < table.version();
  }

  /** Reads from the first row; each call starts anew. */
  public RowIterator<R> openRows() {
    return ParquetRowReader.openRows(input, table);
  }

  /** The same, but of these columns only, in the schema's order; no other is fetched. */
  public RowIterator<IndexedRecord> openRows(Set<String> columns) {
    return ParquetRowReader.openRows(input, table.withColumns(columns));
  }
}
