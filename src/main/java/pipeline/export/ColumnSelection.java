package pipeline.export;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;
import pipeline.tables.row.RowJson;

/**
 * The columns that are exported from a table.
 *
 * @param columns the column names in output order; they can include {@code ds}, the date of the
 *     partition
 */
public record ColumnSelection(Table<?> table, List<String> columns) {
  public static final String DS = "ds";

  public ColumnSelection {
    columns = List.copyOf(columns);
  }

  /** Returns the columns to read from a partition: all selected columns except {@code ds}. */
  Set<String> tableColumns() {
    Set<String> own = new HashSet<>(columns);
    own.remove(DS);
    return own;
  }

  /** Returns the values of a row in output order. */
  List<@Nullable Object> values(IndexedRecord row, String ds) {
    Map<String, @Nullable Object> members = RowJson.members(row);
    List<@Nullable Object> values = new ArrayList<>();
    for (String column : columns) {
      values.add(column.equals(DS) ? ds : members.get(column));
    }
    return values;
  }
}
