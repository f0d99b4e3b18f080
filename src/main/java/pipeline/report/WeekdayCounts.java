package pipeline.report;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** On which day of the week albums come out. */
public final class WeekdayCounts {
  private final Map<DayOfWeek, Integer> counts = new EnumMap<>(DayOfWeek.class);
  private int withoutDay;

  /**
   * @param releaseDay null where only a month or a year is known
   */
  void add(@Nullable LocalDate releaseDay) {
    if (releaseDay == null) {
      withoutDay++;
    } else {
      counts.merge(releaseDay.getDayOfWeek(), 1, Integer::sum);
    }
  }

  public int count(DayOfWeek day) {
    return counts.getOrDefault(day, 0);
  }

  public int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Albums of which only a month or a year is known. */
  public int withoutDay() {
    return withoutDay;
  }
}
