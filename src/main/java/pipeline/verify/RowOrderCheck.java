package pipeline.verify;

import java.util.List;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.Reject;
import pipeline.tables.row.RejectColumns;
import pipeline.tables.row.Tables;

/**
 * Checks that the rows of a partition are sorted by their key, and that no key repeats. Two tables
 * are exceptions. The rows of analytics/partitions are in the order in which the tables are built.
 * The rows of clean/rejects have no key, and are sorted by the id of their album.
 */
final class RowOrderCheck {
  private final Table<?> table;
  private final List<String> columns;
  private @Nullable List<?> previous;

  RowOrderCheck(Table<?> table) {
    this.table = table;
    this.columns = table.equals(Reject.TABLE) ? List.of("row_key") : table.keyColumns();
  }

  /** Checks the next row, and returns its problem; null if there is none. */
  @Nullable String findProblem(IndexedRecord row) {
    List<?> key = columns.stream().map(column -> value(row, column)).toList();
    int order = previous == null ? -1 : compare(previous, key);
    previous = key;
    if (order > 0) {
      return "is out of order";
    }
    return order == 0 && !table.equals(Reject.TABLE) ? "repeats the key of the row before" : null;
  }

  private Object value(IndexedRecord row, String column) {
    Object value = row.get(row.getSchema().getField(column).pos());
    if (!(value instanceof CharSequence)) {
      return value;
    }
    String text = value.toString();
    if (table.equals(PartitionEntry.TABLE)) {
      return Tables.find(text).map(Tables.all()::indexOf).orElse(Integer.MAX_VALUE);
    }
    return table.equals(Reject.TABLE) ? RejectColumns.albumId(text) : text;
  }

  private static int compare(List<?> one, List<?> other) {
    for (int i = 0; i < one.size(); i++) {
      int order =
          one.get(i) instanceof Integer number
              ? number.compareTo((Integer) other.get(i))
              : one.get(i).toString().compareTo(other.get(i).toString());
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
