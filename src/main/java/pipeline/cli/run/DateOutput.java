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
   * Begins a date. Its output follows the output of all earlier dates that have begun.
   *
   * @param date the date in ISO form
   */
  synchronized void begin(String date) {
    open.put(date, new ArrayList<>());
  }

  /**
   * Runs the output of a date, or holds it until all earlier dates have ended. Runs the output at
   * once if {@link #begin} was not called for the date.
   */
  synchronized void run(String date, Runnable output) {
    if (open.containsKey(date) && !open.firstKey().equals(date)) {
      open.get(date).add(output);
    } else {
      output.run();
    }
  }

  /** Ends a date. Runs the held output that no longer waits for an earlier date. */
  synchronized void end(String date) {
    ended.add(date);
    while (!open.isEmpty() && ended.remove(open.firstKey())) {
      open.pollFirstEntry();
      if (!open.isEmpty()) {
        release(open.firstEntry().getValue());
      }
    }
  }

  /** Runs all held output and then the last output, and returns the result of the last output. */
  synchronized <T> T finish(Supplier<T> last) {
    open.values().forEach(DateOutput::release);
    return last.get();
  }

  private static void release(List<Runnable> held) {
    held.forEach(Runnable::run);
    held.clear();
  }
}
