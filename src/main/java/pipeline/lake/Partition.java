package pipeline.lake;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import pipeline.lake.parquet.ContentHasher;
import pipeline.lake.parquet.ObjectInputFile;
import pipeline.lake.parquet.ParquetRowReader;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.parquet.RowIterator;
import pipeline.lake.store.LakeException;

/**
 * A published partition: one version of one object. If another version replaces the object, later
 * reads fail, so that the rows of two versions are never mixed.
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

  /** Returns the object that was read, with its footer. */
  public PartitionVersion version() {
    return new PartitionVersion(input.object(), footer);
  }

  public PartitionMetadata footer() {
    return footer;
  }

  /**
   * Returns whether the rows were written with an older version of the schema. In rows with an
   * older version, columns that were added later are null.
   */
  public boolean hasOlderSchema() {
    return footer.schemaVersion() < table.version();
  }

  /** Opens an iterator over all rows. */
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
   * Opens an iterator over all rows with only the given columns, in the order of the schema. Other
   * columns are not decoded and, if the object is large, not fetched.
   */
  public RowIterator<IndexedRecord> openRows(Set<String> columns) {
    return ParquetRowReader.openRows(input, table.withColumns(columns));
  }

  /**
   * Reads the whole file and compares it with the schema of the table and with the footer.
   *
   * @param check a function that returns the problem of a row, or null if the row has none. The row
   *     has the columns of the file, in the order of the table's schema.
   * @return the number of rows
   * @throws LakeException of kind DAMAGED if the columns, the number of rows or the content hash
   *     differ, or if a row has a problem
   */
  public long verify(Function<IndexedRecord, @Nullable String> check) {
    Set<String> columns = ParquetRowReader.readColumns(input, table, hasOlderSchema());
    ContentHasher hash = new ContentHasher(table.withColumns(columns).schema());
    long count = 0;
    try (RowIterator<IndexedRecord> rows = openRows(columns)) {
      for (IndexedRecord row = rows.next(); row != null; row = rows.next()) {
        count++;
        hash.add(row);
        String problem = check.apply(row);
        if (problem != null) {
          throw damaged("row %d %s".formatted(count, problem));
        }
      }
      if (!footer.find(PartitionMetadata.ROWS).equals(Optional.of(Long.toString(count)))) {
        throw damaged(
            "%d rows instead of %s"
                .formatted(count, footer.find(PartitionMetadata.ROWS).orElse("")));
      }
      if (!hash.hex().equals(footer.contentHash())) {
        throw damaged("its rows do not match its content hash");
      }
      return count;
    } catch (IOException impossible) {
      throw damaged(String.valueOf(impossible.getMessage()));
    }
  }

  /** Returns the exception for a partition whose footer is readable, but whose content is wrong. */
  public LakeException damaged(String problem) {
    return ParquetRowReader.damagedRows(input, table, new IOException(problem));
  }
}
