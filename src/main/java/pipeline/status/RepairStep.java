package pipeline.status;

import java.util.ArrayList;
import java.util.List;
import pipeline.tables.stage.DateRanges.DateRange;

/**
 * The commands that repair a date or several consecutive dates.
 *
 * @param commands the commands without the name of the program; empty if no command can repair the
 *     dates
 */
public record RepairStep(DateRange span, String reason, List<String> commands) {
  public RepairStep {
    commands = List.copyOf(commands);
  }

  /**
   * Returns the steps that repair the dates.
   *
   * @param dates in ascending order, perhaps with gaps
   * @param options the options to add to each command, such as {@code --lake file:x}; empty if
   *     there are none
   */
  public static List<RepairStep> from(List<DateStatus> dates, String options) {
    List<RepairStep> steps = new ArrayList<>();
    for (int first = 0; first < dates.size(); first++) {
      RepairPlan plan = dates.get(first).nextPlan();
      if (plan != null) {
        int last = first;
        while (last + 1 < dates.size()
            && dates.get(last + 1).ds().equals(dates.get(last).ds().plusDays(1))
            && plan.canCombineWith(dates.get(last + 1).nextPlan())) {
          last++;
        }
        DateRange span = new DateRange(dates.get(first).ds(), dates.get(last).ds());
        steps.add(new RepairStep(span, plan.reason(), commands(span, plan, options)));
        first = last;
      }
    }
    return steps;
  }

  /** Returns the reason and the commands as lines. */
  public String format() {
    StringBuilder text = new StringBuilder(span + ": " + reason + "\n");
    commands.forEach(command -> text.append("    pipeline ").append(command).append('\n'));
    return text.toString();
  }

  private static List<String> commands(DateRange span, RepairPlan plan, String options) {
    List<String> commands =
        span.first().equals(span.last())
            ? plan.commands()
            : List.of(plan.rangeCommand() + " --from " + span.first() + " --to " + span.last());
    return commands.stream().map(command -> (command + " " + options).strip()).toList();
  }
}
