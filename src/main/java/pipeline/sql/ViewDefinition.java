package pipeline.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A view on the tables. All engines use the same definitions.
 *
 * @param query a SELECT statement without a semicolon
 */
public record ViewDefinition(String name, String query) {
  /** The views that are defined in files. A view may use the views before it. */
  private static final List<String> FILES =
      List.of("listings", "first_seen", "new_today", "days_on_list", "artist_activity");

  private static final Pattern COMMENT = Pattern.compile("(?m)^--.*\n");
  private static final Pattern RELATION = Pattern.compile("\\{schema}\\.(\\w+)");

  /**
   * Returns all views. A view uses only the tables and the views before it.
   *
   * @param relation converts the name of a table or view to the text that refers to it
   * @param quote puts the name of a column in quotes if the engine requires it
   */
  public static List<ViewDefinition> list(
      UnaryOperator<String> relation, UnaryOperator<String> quote) {
    List<ViewDefinition> views = new ArrayList<>();
    DimensionViews.ALL.forEach(dimension -> views.add(dimension.latestView(relation, quote)));
    DimensionViews.ALL.forEach(dimension -> views.add(dimension.historyView(relation, quote)));
    FILES.forEach(name -> views.add(read(name, relation)));
    return views;
  }

  private static ViewDefinition read(String name, UnaryOperator<String> relation) {
    String text = SqlResource.read("/sql/" + name + ".sql");
    String query =
        RELATION
            .matcher(COMMENT.matcher(text).replaceAll(""))
            .replaceAll(match -> Matcher.quoteReplacement(relation.apply(match.group(1))));
    return new ViewDefinition(name, query.strip());
  }
}
