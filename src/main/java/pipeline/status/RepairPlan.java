package pipeline.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a date and what has to be run for it.
 *
 * @param commands none where a person has to look
 * @param together whether backfill may do it for several dates in one go: dates that have passed,
 *     of which it keeps what is there
 */
public record RepairPlan(String why, List<String> commands, boolean together) {
  public RepairPlan {
    commands = List.copyOf(commands);
  }

  boolean goesWith(@Nullable RepairPlan next) {
    return next != null && together && next.together && why.equals(next.why);
  }
}
