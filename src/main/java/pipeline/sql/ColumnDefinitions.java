package pipeline.sql;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import pipeline.lake.Table;

/** The columns of a table as lines of SQL. */
final class ColumnDefinitions {
  /** The partition's date: in the path, and for an engine a column. */
  static final String DS = "ds";

  private static final String LATE_COLUMN = "is_late_capture";

  private ColumnDefinitions() {}

  /** A line for each, with commas between. */
  static String format(Table<?> table, Function<Schema.Field, String> line) {
    return table.schema().getFields().stream()
        .map(line)
        .collect(Collectors.joining(",\n  ", "  ", ""));
  }

  /** What a dimension says of its key. */
  static List<String> attributeNames(Table<?> dimension) {
    return dimension.columns().stream()
        .filter(name -> !dimension.keyColumns().contains(name) && !name.equals(LATE_COLUMN))
        .toList();
  }
}
