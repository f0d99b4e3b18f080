package pipeline.cli.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * For dates that run at the same time, puts their output in the order of the dates. Holds the
 * output of a date until all earlier dates have ended.
 */
final class DateOutput {
  /**
   * The held output of each date that has begun. A date is removed when it and all earlier dates
   * have ended.
   */
  private final NavigableMap<String, List<Runnable>> open = new TreeMap<>();

  private final Set<String> ended = new HashSet<>();

  /**
   * Begins a date. Its output follows the output of all dates that have begun and are earlier in
   * the calendar.
   *
   * @param date the date in ISO form
   */
  synchronized void begin(String date) {
    open.put(date, new ArrayList<>());
  }

  /**
   * Writes the output of a date, or holds it until all earlier dates have ended. Writes the output
   * at once if {@link #begin} was not called for the date.
   */
  synchronized void run(String date, Runnable output) {
    if (open.containsKey(date) && !open.firstKey().equals(date)) {
      open.get(date).add(output);
    } else {
      output.run();
    }
  }

  /**
   * Ends a date. Then writes the held output of each date for which all earlier dates have ended.
   */
  synchronized void end(String date) {
    ended.add(date);
    while (!open.isEmpty() && ended.remove(open.firstKey())) {
      open.pollFirstEntry();
      if (!open.isEmpty()) {
        release(open.firstEntry().getValue());
      }
    }
  }

  /** Writes all held output, then runs {@code last} and returns its result. */
  synchronized <T> T finish(Supplier<T> last) {
    open.values().forEach(DateOutput::release);
    return last.get();
  }

  private static void release(List<Runnable> held) {
    held.forEach(Runnable::run);
    held.clear();
  }
}
