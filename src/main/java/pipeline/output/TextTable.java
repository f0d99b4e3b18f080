package pipeline.output;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A sheet on a screen: aligned, as wide as the screen at the most, links last. Texts are cut where
 * there is no room for them; links never are, and get lines of their own instead.
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
    int[] natural = new int[columns.size()];
    for (int i = 0; i < natural.length; i++) {
      natural[i] = widest(i);
    }
    int longestLink = links.stream().mapToInt(DisplayWidth::measure).max().orElse(0);
    int textWidth = screen - longestLink - (longestLink == 0 ? 0 : GAP.length());
    this.linksInline = longestLink > 0 && canFit(natural, textWidth);
    this.widths = ColumnWidths.fit(natural, linksInline ? textWidth : screen, MIN_WIDTH, GAP);
  }

  /** As text; every line ends with a line break. */
  public static String format(ResultTable table, int screen) {
    return new TextTable(table, screen).text();
  }

  /** Columns of links, or of all else; what is empty in every row is left out. */
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

  /** Whether the texts need not be cut to less than is worth reading. */
  private static boolean canFit(int[] natural, int width) {
    int minimum = 0;
    for (int one : natural) {
      minimum += Math.min(one, 2 * MIN_WIDTH) + GAP.length();
    }
    return minimum - GAP.length() <= width;
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
