package pipeline.tables.row;

import java.util.function.Function;
import org.apache.avro.generic.IndexedRecord;
import pipeline.lake.Table;

/**
 * A row that Avro writes as it is: an immutable record whose components are the columns of its
 * table.
 */
public interface Row extends IndexedRecord {

  @Override
  default void put(int column, Object value) {
    throw new IllegalStateException("rows are immutable");
  }

  /** The table of a committed schema file, which is parsed when rows are read or written. */
  static <R extends IndexedRecord> Table<R> table(
      String layer, String name, Function<IndexedRecord, R> row) {
    SchemaFile file = new SchemaFile("/schema/" + layer + "." + name + ".avsc");
    return new Table<>(layer, name, file.version(), file::schema, row);
  }

  static IndexOutOfBoundsException noColumn(Table<?> table, int column) {
    return new IndexOutOfBoundsException(table + " has no column " + column);
  }
}
