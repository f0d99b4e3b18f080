package pipeline.testing.golden;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;
import pipeline.tables.row.RowCopier;

/**
 * Creates rows of a table from the values of some columns. The other columns are null, or empty
 * lists, so that a new column changes no test.
 */
public final class RowTemplate<R extends IndexedRecord> {
  private final IndexedRecord empty;
  private final RowCopier<R> copier;

  /**
   * Creates a template.
   *
   * @param columns names of the columns that {@link #row} fills
   */
  public RowTemplate(Table<R> table, String... columns) {
    empty = new GenericData.Record(table.schema());
    for (Schema.Field field : table.schema().getFields()) {
      if (field.schema().getType() == Schema.Type.ARRAY) {
        empty.put(field.pos(), List.of());
      }
    }
    copier = RowCopier.to(table, columns);
  }

  /** Returns a row with these values, in the order of the template's columns. */
  public R row(@Nullable Object... values) {
    return copier.copy(empty, values);
  }
}
