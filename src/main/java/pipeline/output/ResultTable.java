package pipeline.output;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows with typed columns.
 *
 * @param name one word that describes a row, for the schema of a Parquet file
 * @param rows the rows, each with one value per column
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
