package pipeline.tables.row;

import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;

/**
 * A row that Avro writes without conversion: an immutable record whose components are the columns
 * of its table. The build generates these records from the schema files.
 */
public interface Row extends IndexedRecord {

  @Override
  default void put(int column, Object value) {
    throw new IllegalStateException("rows are immutable");
  }

  /**
   * Returns a table. The table's schema file is parsed when rows are first read or written.
   *
   * @param name the qualified name, such as {@code clean/albums}
   */
  static <R extends IndexedRecord> Table<R> table(String name, Function<IndexedRecord, R> row) {
    int slash = name.indexOf('/');
    SchemaFile file = new SchemaFile("/schema/" + name.replace('/', '.') + ".avsc");
    return new Table<>(
        name.substring(0, slash), name.substring(slash + 1), file.version(), file::schema, row);
  }

  /**
   * Returns the value of a column, in the type that Avro uses for it.
   *
   * @throws IllegalArgumentException if the table has no such column
   */
  default @Nullable Object value(String column) {
    return get(position(getSchema(), column));
  }

  /**
   * Returns the position of a column.
   *
   * @throws IllegalArgumentException if the schema has no such column
   */
  static int position(Schema schema, String column) {
    Schema.Field field = schema.getField(column);
    if (field == null) {
      throw new IllegalArgumentException(schema.getName() + " has no column " + column);
    }
    return field.pos();
  }

  /** Returns the exception for a column number that the table does not have. */
  static IndexOutOfBoundsException noColumn(Table<?> table, int column) {
    return new IndexOutOfBoundsException(table + " has no column " + column);
  }
}
