package pipeline.output;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Formats a result table for a terminal, with the links in the last column. Texts that do not fit
 * are truncated, but links are never truncated. If the links do not fit next to the texts, the
 * links of each row are on a separate line below the row.
 */
public final class TextTable {
  private static final String GAP = "  ";
  private static final int MIN_WIDTH = 10;

  private final List<Column> columns;
  private final List<List<String>> rows;
  private final List<String> links;
  private final int[] widths;
  private final boolean linksInline;

  private TextTable(ResultTable table, int screen) {
    List<Integer> textColumns = columns(table, false);
    List<Integer> linkColumns = columns(table, true);
    this.columns = textColumns.stream().map(table.columns()::get).toList();
    this.rows = table.rows().stream().map(row -> texts(table, row, textColumns)).toList();
    this.links =
        table.rows().stream().map(row -> String.join(" ", texts(table, row, linkColumns))).toList();
    int[] natural = IntStream.range(0, columns.size()).map(this::widest).toArray();
    int longestLink = links.stream().mapToInt(DisplayWidth::measure).max().orElse(0);
    int textWidth = screen - longestLink - (longestLink == 0 ? 0 : GAP.length());
    this.linksInline = longestLink > 0 && canFit(natural, textWidth);
    this.widths = fit(natural, linksInline ? textWidth : screen);
  }

  /**
   * Returns the lines, each with a line break at its end.
   *
   * @param screen the width of the terminal in cells
   */
  public static String format(ResultTable table, int screen) {
    return new TextTable(table, screen).text();
  }

  /**
   * Returns the indexes of columns. Leaves out columns without values and columns that only files
   * contain.
   *
   * @param links whether to return the link columns instead of all other columns
   */
  private static List<Integer> columns(ResultTable table, boolean links) {
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      int index = i;
      Column column = table.columns().get(i);
      boolean filled =
          table.rows().stream().anyMatch(row -> !formatValue(column, row.get(index)).isEmpty());
      if (column.isOnScreen() && (column.kind() == Column.ValueKind.LINK) == links && filled) {
        chosen.add(i);
      }
    }
    return chosen;
  }

  private static List<String> texts(
      ResultTable table, List<@Nullable Object> row, List<Integer> chosen) {
    return chosen.stream().map(i -> formatValue(table.columns().get(i), row.get(i))).toList();
  }

  private static String formatValue(Column column, @Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof List<?> texts) {
      return DisplayWidth.printable(
          texts.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }
    if (column.kind() == Column.ValueKind.DURATION && value instanceof Long millis) {
      long seconds = Math.round(millis / 1000.0);
      return "%d:%02d".formatted(seconds / 60, seconds % 60);
    }
    return DisplayWidth.printable(value.toString());
  }

  private int widest(int column) {
    int heading = DisplayWidth.measure(columns.get(column).heading());
    return Math.max(
        heading,
        rows.stream().mapToInt(row -> DisplayWidth.measure(row.get(column))).max().orElse(0));
  }

  /**
   * Returns whether the columns fit if each column has its natural width, or 20 cells if its
   * natural width is greater.
   */
  private static boolean canFit(int[] natural, int width) {
    int minimum = 0;
    for (int cells : natural) {
      minimum += Math.min(cells, 2 * MIN_WIDTH) + GAP.length();
    }
    return minimum - GAP.length() <= width;
  }

  /**
   * Returns the widths of the columns. The widest columns are narrowed until all columns fit, or
   * until no column is wider than the minimum.
   */
  private static int[] fit(int[] natural, int width) {
    int[] widths = natural.clone();
    int excess = IntStream.of(widths).sum() + GAP.length() * (widths.length - 1) - width;
    for (; excess > 0; excess--) {
      int widest =
          IntStream.range(0, widths.length).reduce(0, (i, j) -> widths[j] > widths[i] ? j : i);
      if (widths.length == 0 || widths[widest] <= MIN_WIDTH) {
        break;
      }
      widths[widest]--;
    }
    return widths;
  }

  private String text() {
    if (columns.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    line(text, columns.stream().map(Column::heading).toList(), linksInline ? "Link" : "");
    for (int i = 0; i < rows.size(); i++) {
      line(text, rows.get(i), linksInline ? links.get(i) : "");
      if (!linksInline && !links.get(i).isEmpty()) {
        text.append(GAP).append(links.get(i)).append('\n');
      }
    }
    return text.toString();
  }

  private void line(StringBuilder text, List<String> cells, String link) {
    List<String> padded = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      padded.add(
          DisplayWidth.pad(
              DisplayWidth.truncate(cells.get(i), widths[i]),
              widths[i],
              columns.get(i).isRightAligned()));
    }
    padded.add(link);
    text.append(String.join(GAP, padded).stripTrailing()).append('\n');
  }
}
