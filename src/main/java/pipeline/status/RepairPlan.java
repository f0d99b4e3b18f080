package pipeline.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The problem of a date and the commands that repair the date.
 *
 * @param commands empty if no command can repair the date
 * @param rangeCommand the command, such as {@code backfill}, that repairs this date together with
 *     the next dates; empty if there is none. Backfill fetches the listing of a current date again,
 *     and leaves existing raw partitions of a historical date unchanged. Therefore, the command is
 *     not {@code backfill} if the date is current or a raw partition must be replaced.
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
