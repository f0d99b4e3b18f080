package pipeline.output;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows with typed columns.
 *
 * @param name the name of a row as one word, for the schema of a Parquet file
 * @param rows one value per column in each row
 */
public record ResultTable(String name, List<Column> columns, List<List<@Nullable Object>> rows) {
  public ResultTable {
    columns = List.copyOf(columns);
    List<List<@Nullable Object>> copies = new ArrayList<>(rows.size());
    for (List<@Nullable Object> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "%d values for %d columns".formatted(row.size(), columns.size()));
      }
      copies.add(Collections.unmodifiableList(new ArrayList<>(row)));
    }
    rows = Collections.unmodifiableList(copies);
  }

  public int size() {
    return rows.size();
  }

  public List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }
}
