package pipeline.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The problem of a date and the commands that repair it.
 *
 * @param commands empty if no command can repair the date
 * @param mayCombine whether one backfill can repair several such dates; it leaves existing
 *     partitions of historical dates unchanged
 */
public record RepairPlan(String reason, List<String> commands, boolean mayCombine) {
  public RepairPlan {
    commands = List.copyOf(commands);
  }

  boolean canCombineWith(@Nullable RepairPlan next) {
    return next != null && mayCombine && next.mayCombine && reason.equals(next.reason);
  }
}
