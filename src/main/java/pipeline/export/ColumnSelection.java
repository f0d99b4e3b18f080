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
 * What is taken of a table.
 *
 * @param columns in the order in which they are written; {@code ds}, the partition's date, may be
 *     among them
 */
public record ColumnSelection(Table<?> table, List<String> columns) {
  public static final String DS = "ds";

  public ColumnSelection {
    columns = List.copyOf(columns);
  }

  /** The table's own columns among them, which are all that is read. */
  Set<String> tableColumns() {
    Set<String> own = new HashSet<>(columns);
    own.remove(DS);
    return own;
  }

  /** A row's values, and the date where it was asked for. */
  List<@Nullable Object> values(IndexedRecord row, String ds) {
    Map<String, @Nullable Object> members = RowJson.members(row);
    List<@Nullable Object> values = new ArrayList<>();
    for (String column : columns) {
      values.add(column.equals(DS) ? ds : members.get(column));
    }
    return values;
  }
}
