package pipeline.tables.stage;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The rules for the date of a partition, as described in docs/reference.md under "Dates". */
public final class DateRules {
  private static final Duration MAX_CURRENT_AGE = Duration.ofDays(2);

  private DateRules() {}

  /** Returns whether the date has not begun yet, in UTC. */
  public static boolean isFuture(LocalDate ds, Instant now) {
    return ds.isAfter(now.atZone(ZoneOffset.UTC).toLocalDate());
  }

  /**
   * Returns whether the date ended 48 hours ago or more. A listing that is fetched now does not
   * show what Spotify listed on such a date.
   */
  public static boolean isHistorical(LocalDate ds, Instant now) {
    Instant end = ds.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return !now.isBefore(end.plus(MAX_CURRENT_AGE));
  }
}
