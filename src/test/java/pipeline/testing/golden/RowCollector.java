package pipeline.testing.golden;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import pipeline.lake.Table;
import pipeline.tables.row.Row;

/** A list of the rows that a stage writes. */
public final class RowCollector implements Consumer<Row> {
  private final List<Row> rows = new ArrayList<>();

  @Override
  public void accept(Row row) {
    rows.add(row);
  }

  /** Returns the rows of a table in the order in which they were written. */
  public <R extends Row> List<R> rows(Class<R> type) {
    return rows.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Returns the rows of these tables by file name, in the format of a golden folder. */
  public Map<String, String> texts(List<Table<?>> tables) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Table<?> table : tables) {
      List<Row> ofTable =
          rows.stream().filter(row -> row.getSchema().equals(table.schema())).toList();
      texts.put("expected/" + table.name() + ".jsonl", RowJsonLines.format(ofTable));
    }
    return texts;
  }
}
