package pipeline.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The problem of a date and the commands that repair the date.
 *
 * @param commands empty if no command can repair the date
 * @param rangeCommand the command, such as {@code backfill}, that repairs this date together with
 *     the next dates; empty if there is none. A backfill is not used for a current date, because it
 *     can fetch the listing of this date again. It is not used for a repair with {@code --replace}
 *     either, because this option would apply to both extract stages.
 */
public record RepairPlan(String reason, List<String> commands, String rangeCommand) {
  public RepairPlan {
    commands = List.copyOf(commands);
  }

  /**
   * Returns a plan. If {@code mayCombine} is true, one backfill can repair the date together with
   * the next dates.
   */
  static RepairPlan withBackfill(String reason, List<String> commands, boolean mayCombine) {
    return new RepairPlan(reason, commands, mayCombine ? "backfill" : "");
  }

  boolean mayCombine() {
    return !rangeCommand.isEmpty();
  }

  boolean canCombineWith(@Nullable RepairPlan next) {
    return next != null
        && mayCombine()
        && rangeCommand.equals(next.rangeCommand)
        && reason.equals(next.reason);
  }
}
