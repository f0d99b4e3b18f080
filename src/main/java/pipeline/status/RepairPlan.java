package pipeline.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The problem of a date and the commands that repair the date.
 *
 * @param commands empty if no command can repair the date
 * @param mayCombine whether one backfill can repair this date together with the next dates.
 *     Backfill leaves existing raw partitions of historical dates unchanged. The value is therefore
 *     false for a current date, and if a raw partition must be replaced.
 */
public record RepairPlan(String reason, List<String> commands, boolean mayCombine) {
  public RepairPlan {
    commands = List.copyOf(commands);
  }

  boolean canCombineWith(@Nullable RepairPlan next) {
    return next != null && mayCombine && next.mayCombine && reason.equals(next.reason);
  }
}
