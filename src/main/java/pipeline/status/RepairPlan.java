package pipeline.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a date and what has to be run for it.
 *
 * @param commands none where a person has to look
 * @param mayCombine whether backfill may do it for several dates in one go: dates that have passed,
 *     of which it keeps what is there
 */
public record RepairPlan(String reason, List<String> commands, boolean mayCombine) {
  public RepairPlan {
    commands = List.copyOf(commands);
  }

  boolean canCombineWith(@Nullable RepairPlan next) {
    return next != null && mayCombine && next.mayCombine && reason.equals(next.reason);
  }
}
