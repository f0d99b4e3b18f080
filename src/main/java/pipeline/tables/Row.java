package pipeline.tables;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.apache.avro.Schema;
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

  /** The table of a committed schema file. */
  static <R extends IndexedRecord> Table<R> table(
      String layer, String name, Function<IndexedRecord, R> row) {
    String file = "/schema/" + layer + "." + name + ".avsc";
    try (InputStream in = Row.class.getResourceAsStream(file)) {
      return new Table<>(layer, name, new Schema.Parser().parse(in), row);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file, unreadable);
    }
  }

  static IndexOutOfBoundsException noColumn(Table<?> table, int column) {
    return new IndexOutOfBoundsException(table + " has no column " + column);
  }
}
