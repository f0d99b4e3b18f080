package pipeline.tables.row;

import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;

/**
 * A builder of a row by column name. Columns that are not set are null.
 *
 * @param <R> the row type of the table
 */
public final class RowBuilder<R extends IndexedRecord> {
  private final Table<R> table;
  private final GenericData.Record row;

  public RowBuilder(Table<R> table) {
    this.table = table;
    this.row = new GenericData.Record(table.schema());
  }

  /**
   * Sets a column.
   *
   * @param value a value of the type that the row record has for the column
   * @throws IllegalArgumentException if the table has no such column
   */
  public RowBuilder<R> set(String column, @Nullable Object value) {
    row.put(Row.position(row.getSchema(), column), RecordReader.toAvro(value));
    return this;
  }

  /** Sets several columns, by name. */
  public RowBuilder<R> setAll(Map<String, @Nullable Object> columns) {
    columns.forEach(this::set);
    return this;
  }

  /**
   * Returns the row.
   *
   * @throws NullPointerException if a required column has no value
   */
  public R build() {
    return table.rowFactory().apply(row);
  }
}
