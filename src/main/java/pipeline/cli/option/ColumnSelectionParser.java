package pipeline.cli.option;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pipeline.cli.result.UsageException;
import pipeline.export.ColumnSelection;
import pipeline.lake.Table;
import pipeline.tables.row.Tables;

/** A parser of the table name and the column list that a user types. */
public final class ColumnSelectionParser {
  private static final String RANGE_SEPARATOR = "..";

  private ColumnSelectionParser() {}

  /**
   * Returns the table and the selected columns.
   *
   * @param typed column names separated by commas; {@code a..c} selects all columns from a to c.
   *     Null selects all columns and the date.
   */
  public static ColumnSelection parse(String tableName, @Nullable String typed) {
    Table<?> table = requireTable(tableName);
    List<String> all =
        Stream.concat(table.columns().stream(), Stream.of(ColumnSelection.DS)).toList();
    if (typed == null) {
      return new ColumnSelection(table, all);
    }
    Set<String> chosen = new LinkedHashSet<>();
    for (String part : typed.split(",", -1)) {
      for (String name : parsePart(part.strip(), table, all)) {
        if (!chosen.add(name)) {
          throw new UsageException(
              "duplicate column in --columns: %s; list it once".formatted(name));
        }
      }
    }
    if (chosen.equals(Set.of(ColumnSelection.DS))) {
      throw new UsageException("--columns selects only ds; add a column of " + table);
    }
    return new ColumnSelection(table, List.copyOf(chosen));
  }

  /** Returns the table with a name such as {@code clean/albums}. */
  public static Table<?> requireTable(String name) {
    List<String> known = Tables.all().stream().map(Table::qualifiedName).toList();
    return Tables.find(name)
        .orElseThrow(
            () ->
                new UsageException(
                    "unknown table: '%s'%s The tables are %s"
                        .formatted(name, suggestion(name, known), String.join(", ", known))));
  }

  private static List<String> parsePart(String part, Table<?> table, List<String> all) {
    int dots = part.indexOf(RANGE_SEPARATOR);
    if (dots < 0) {
      return List.of(all.get(indexOf(part, table, all)));
    }
    int first = indexOf(part.substring(0, dots), table, all);
    int last = indexOf(part.substring(dots + RANGE_SEPARATOR.length()), table, all);
    if (first > last) {
      throw new UsageException(
          "reversed range in --columns: %s comes after %s in %s; write %s..%s"
              .formatted(all.get(first), all.get(last), table, all.get(last), all.get(first)));
    }
    return all.subList(first, last + 1);
  }

  private static int indexOf(String name, Table<?> table, List<String> all) {
    int index = all.indexOf(name);
    if (index < 0) {
      throw new UsageException(
          "unknown column: %s.%s%s The columns are %s"
              .formatted(table, name, suggestion(name, all), String.join(", ", all)));
    }
    return index;
  }

  private static String suggestion(String typed, List<String> known) {
    String suggestion = SpellingSuggestion.suggest(typed, known);
    return suggestion.isEmpty() ? "." : suggestion;
  }
}
