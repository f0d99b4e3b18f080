package pipeline.purge;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pipeline.output.ByteSize;
import pipeline.output.Quantity;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.DateRanges;

/** The number, size and dates of deletions, by table or folder. */
public final class DeletionSummary {
  private static final int MAX_RANGES_SHOWN = 3;
  private static final List<String> TABLES =
      Tables.all().stream().map(table -> table.qualifiedName()).toList();

  private final SortedMap<String, DeletionCount> counts =
      new TreeMap<>(
          Comparator.comparingInt(DeletionSummary::tableOrder)
              .thenComparing(Comparator.naturalOrder()));

  private static final class DeletionCount {
    private int objects;
    private long bytes;
    private final SortedSet<LocalDate> dates = new TreeSet<>();
  }

  /**
   * Returns the position of a table or folder in the output. Tables come first, in the order of
   * their creation.
   */
  private static int tableOrder(String category) {
    int index = TABLES.indexOf(category);
    return index < 0 ? TABLES.size() : index;
  }

  public static DeletionSummary from(List<DeletionCandidate> all) {
    DeletionSummary summary = new DeletionSummary();
    all.forEach(summary::add);
    return summary;
  }

  public void add(DeletionCandidate candidate) {
    DeletionCount count = counts.computeIfAbsent(candidate.category(), of -> new DeletionCount());
    count.objects++;
    count.bytes += candidate.bytes();
    if (candidate.ds() != null) {
      count.dates.add(candidate.ds());
    }
  }

  public int objects() {
    return counts.values().stream().mapToInt(count -> count.objects).sum();
  }

  public long bytes() {
    return counts.values().stream().mapToLong(count -> count.bytes).sum();
  }

  public SortedSet<LocalDate> dates() {
    SortedSet<LocalDate> dates = new TreeSet<>();
    counts.values().forEach(count -> dates.addAll(count.dates));
    return dates;
  }

  /**
   * Returns the number, size and dates of the deletions by table or folder, for the result line.
   */
  public Map<String, Object> toMap() {
    Map<String, Object> fields = new LinkedHashMap<>();
    counts.forEach((category, count) -> fields.put(category, toMap(count)));
    return fields;
  }

  private static Map<String, @Nullable Object> toMap(DeletionCount count) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("objects", count.objects);
    fields.put("bytes", count.bytes);
    List<String> spans =
        DateRanges.from(count.dates).stream().map(DateRanges.DateRange::interval).toList();
    fields.put("dates", spans.isEmpty() ? null : spans);
    return fields;
  }

  /**
   * Returns a text with one line per table or folder and a line with the totals, without a line
   * break at the end.
   */
  public String format() {
    StringBuilder text = new StringBuilder();
    counts.forEach((category, count) -> text.append(line(category, count)).append('\n'));
    return text.append(formatTotal()).toString();
  }

  private static String line(String category, DeletionCount count) {
    return "  %-30s %6d  %7s  %s"
        .formatted(
            category,
            count.objects,
            ByteSize.format(count.bytes),
            DateRanges.format(count.dates, MAX_RANGES_SHOWN))
        .stripTrailing();
  }

  private String formatTotal() {
    int dates = dates().size();
    return "%s, %s%s."
        .formatted(
            Quantity.format(objects(), "object"),
            ByteSize.format(bytes()),
            dates == 0 ? "" : ", of " + Quantity.format(dates, "date"));
  }
}
