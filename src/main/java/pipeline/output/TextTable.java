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
  private static final int LEAST = 10;

  private final List<Column> columns;
  private final List<List<String>> rows;
  private final List<String> links;
  private final int[] widths;
  private final boolean linksBeside;

  private TextTable(ResultTable sheet, int screen) {
    List<Integer> shown = columns(sheet, false);
    List<Integer> link = columns(sheet, true);
    this.columns = shown.stream().map(sheet.columns()::get).toList();
    this.rows = sheet.rows().stream().map(row -> texts(sheet, row, shown)).toList();
    this.links =
        sheet.rows().stream().map(row -> String.join(" ", texts(sheet, row, link))).toList();
    int[] natural = new int[columns.size()];
    for (int i = 0; i < natural.length; i++) {
      natural[i] = widest(i);
    }
    int longestLink = links.stream().mapToInt(DisplayWidth::of).max().orElse(0);
    int besideLink = screen - longestLink - (longestLink == 0 ? 0 : GAP.length());
    this.linksBeside = longestLink > 0 && fits(natural, besideLink);
    this.widths = ColumnWidths.within(natural, linksBeside ? besideLink : screen, LEAST, GAP);
  }

  /** As text; every line ends with a line break. */
  public static String of(ResultTable sheet, int screen) {
    return new TextTable(sheet, screen).text();
  }

  /** Columns of links, or of all else; what is empty in every row is left out. */
  private static List<Integer> columns(ResultTable sheet, boolean links) {
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < sheet.columns().size(); i++) {
      int index = i;
      Column column = sheet.columns().get(i);
      boolean filled =
          sheet.rows().stream().anyMatch(row -> !shown(column, row.get(index)).isEmpty());
      if (column.onScreen() && (column.kind() == Column.ValueKind.LINK) == links && filled) {
        chosen.add(i);
      }
    }
    return chosen;
  }

  private static List<String> texts(
      ResultTable sheet, List<@Nullable Object> row, List<Integer> chosen) {
    return chosen.stream().map(i -> shown(sheet.columns().get(i), row.get(i))).toList();
  }

  private static String shown(Column column, @Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof List<?> texts) {
      return DisplayWidth.printable(
          texts.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }
    if (column.kind() == Column.ValueKind.LENGTH && value instanceof Long millis) {
      long seconds = Math.round(millis / 1000.0);
      return "%d:%02d".formatted(seconds / 60, seconds % 60);
    }
    return DisplayWidth.printable(value.toString());
  }

  private int widest(int column) {
    int heading = DisplayWidth.of(columns.get(column).heading());
    return Math.max(
        heading, rows.stream().mapToInt(row -> DisplayWidth.of(row.get(column))).max().orElse(0));
  }

  /** Whether the texts need not be cut to less than is worth reading. */
  private static boolean fits(int[] natural, int width) {
    int least = 0;
    for (int one : natural) {
      least += Math.min(one, 2 * LEAST) + GAP.length();
    }
    return least - GAP.length() <= width;
  }

  private String text() {
    if (columns.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    line(text, columns.stream().map(Column::heading).toList(), linksBeside ? "Link" : "");
    for (int i = 0; i < rows.size(); i++) {
      line(text, rows.get(i), linksBeside ? links.get(i) : "");
      if (!linksBeside && !links.get(i).isEmpty()) {
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
              DisplayWidth.cut(cells.get(i), widths[i]), widths[i], columns.get(i).rightAligned()));
    }
    padded.add(link);
    text.append(String.join(GAP, padded).stripTrailing()).append('\n');
  }
}
