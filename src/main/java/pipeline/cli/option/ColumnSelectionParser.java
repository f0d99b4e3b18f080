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

/** Reads what the user typed of a table and its columns. */
public final class ColumnSelectionParser {
  private static final String RANGE = "..";

  private ColumnSelectionParser() {}

  /**
   * What was chosen.
   *
   * @param typed names with commas; {@code a..c} are all from a to c; null for all, with the date
   */
  public static ColumnSelection of(String tableName, @Nullable String typed) {
    Table<?> table = table(tableName);
    List<String> all =
        Stream.concat(table.columns().stream(), Stream.of(ColumnSelection.DS)).toList();
    if (typed == null) {
      return new ColumnSelection(table, all);
    }
    Set<String> chosen = new LinkedHashSet<>();
    for (String part : typed.split(",", -1)) {
      for (String name : part(part.strip(), table, all)) {
        if (!chosen.add(name)) {
          throw new UsageException("--columns names %s twice: name it once".formatted(name));
        }
      }
    }
    if (chosen.equals(Set.of(ColumnSelection.DS))) {
      throw new UsageException(
          "--columns names the date alone: name a column of " + table + " too");
    }
    return new ColumnSelection(table, List.copyOf(chosen));
  }

  private static Table<?> table(String name) {
    List<String> known = Tables.all().stream().map(Table::qualifiedName).toList();
    return Tables.find(name)
        .orElseThrow(
            () ->
                new UsageException(
                    "There is no table '%s'%s Tables are %s"
                        .formatted(name, meant(name, known), String.join(", ", known))));
  }

  private static List<String> part(String part, Table<?> table, List<String> all) {
    int dots = part.indexOf(RANGE);
    if (dots < 0) {
      return List.of(all.get(place(part, table, all)));
    }
    int first = place(part.substring(0, dots), table, all);
    int last = place(part.substring(dots + RANGE.length()), table, all);
    if (first > last) {
      throw new UsageException(
          "--columns: %s comes after %s in %s: write %s..%s"
              .formatted(all.get(first), all.get(last), table, all.get(last), all.get(first)));
    }
    return all.subList(first, last + 1);
  }

  private static int place(String name, Table<?> table, List<String> all) {
    int place = all.indexOf(name);
    if (place < 0) {
      throw new UsageException(
          "%s has no column '%s'%s Its columns are %s"
              .formatted(table, name, meant(name, all), String.join(", ", all)));
    }
    return place;
  }

  private static String meant(String typed, List<String> known) {
    String meant = SpellingSuggestion.of(typed, known);
    return meant.isEmpty() ? "." : meant;
  }
}
