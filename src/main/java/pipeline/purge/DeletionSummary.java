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
import pipeline.tables.row.Tables;
import pipeline.tables.stage.DateRanges;

/** What is counted of deletions: how many, how much and of which dates, by table or folder. */
public final class DeletionSummary {
  private static final int SPANS_TOLD = 3;
  private static final List<String> TABLES =
      Tables.all().stream().map(table -> table.qualifiedName()).toList();

  private final SortedMap<String, DeletionCount> counts =
      new TreeMap<>(
          Comparator.comparingInt(DeletionSummary::place).thenComparing(Comparator.naturalOrder()));

  private static final class DeletionCount {
    private int objects;
    private long bytes;
    private final SortedSet<LocalDate> dates = new TreeSet<>();
  }

  /** Tables first, in their order. */
  private static int place(String of) {
    int place = TABLES.indexOf(of);
    return place < 0 ? TABLES.size() : place;
  }

  public static DeletionSummary of(List<DeletionCandidate> all) {
    DeletionSummary tally = new DeletionSummary();
    all.forEach(tally::add);
    return tally;
  }

  public void add(DeletionCandidate one) {
    DeletionCount count = counts.computeIfAbsent(one.of(), of -> new DeletionCount());
    count.objects++;
    count.bytes += one.bytes();
    if (one.ds() != null) {
      count.dates.add(one.ds());
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

  /** For the result line. */
  public Map<String, Object> told() {
    Map<String, Object> told = new LinkedHashMap<>();
    counts.forEach((of, count) -> told.put(of, told(count)));
    return told;
  }

  private static Map<String, @Nullable Object> told(DeletionCount count) {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("objects", count.objects);
    told.put("bytes", count.bytes);
    List<String> spans =
        DateRanges.from(count.dates).stream().map(DateRanges.DateRange::interval).toList();
    told.put("dates", spans.isEmpty() ? null : spans);
    return told;
  }

  /** For people, a line each; no line break at the end. */
  public String text() {
    StringBuilder text = new StringBuilder();
    counts.forEach((of, count) -> text.append(line(of, count)).append('\n'));
    return text.append(sum()).toString();
  }

  private static String line(String of, DeletionCount count) {
    return "  %-30s %6d  %7s  %s"
        .formatted(
            of, count.objects, ByteSize.of(count.bytes), DateRanges.format(count.dates, SPANS_TOLD))
        .stripTrailing();
  }

  private String sum() {
    int dates = dates().size();
    return "%d %s, %s, of %d %s."
        .formatted(
            objects(),
            objects() == 1 ? "object" : "objects",
            ByteSize.of(bytes()),
            dates,
            dates == 1 ? "date" : "dates");
  }
}
