package pipeline.status;

import java.util.ArrayList;
import java.util.List;
import pipeline.tables.stage.DateRanges.DateRange;

/**
 * What has to be run, for a date or for several that follow one another.
 *
 * @param commands without the program's name; none where a person has to look
 */
public record RepairStep(DateRange span, String why, List<String> commands) {
  public RepairStep {
    commands = List.copyOf(commands);
  }

  /**
   * For dates in order.
   *
   * @param more what every command needs beside, as {@code --lake file:x}; empty for nothing
   */
  public static List<RepairStep> of(List<DateStatus> dates, String more) {
    List<RepairStep> list = new ArrayList<>();
    for (int first = 0; first < dates.size(); first++) {
      RepairPlan remedy = dates.get(first).remedy();
      if (remedy != null) {
        int last = first;
        while (last + 1 < dates.size() && remedy.goesWith(dates.get(last + 1).remedy())) {
          last++;
        }
        DateRange span = new DateRange(dates.get(first).ds(), dates.get(last).ds());
        list.add(new RepairStep(span, remedy.why(), commands(span, remedy, more)));
        first = last;
      }
    }
    return list;
  }

  private static List<String> commands(DateRange span, RepairPlan remedy, String more) {
    List<String> commands =
        span.first().equals(span.last())
            ? remedy.commands()
            : List.of("backfill --from " + span.first() + " --to " + span.last());
    return commands.stream().map(command -> (command + " " + more).strip()).toList();
  }
}
