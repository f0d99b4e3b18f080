package pipeline.tables.stage;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import pipeline.lake.Lake;
import pipeline.lake.store.TextObject;

/**
 * The date before which all dates of a lake have been purged, stored in {@code state/}. Missing
 * partitions before this date are not reported as gaps, because Spotify has no history to rebuild
 * them from.
 */
public final class PurgeMarker {
  private static final String KEY = "state/purged_before";

  private PurgeMarker() {}

  /** Returns the first date that has not been purged; empty if nothing has been purged. */
  public static Optional<LocalDate> findPurgedBefore(Lake lake) {
    return object(lake).find().flatMap(PurgeMarker::parseDate);
  }

  private static TextObject object(Lake lake) {
    return new TextObject(lake.store(), KEY);
  }

  private static Optional<LocalDate> parseDate(String text) {
    try {
      return Optional.of(LocalDate.parse(text.strip()));
    } catch (DateTimeException edited) {
      return Optional.empty();
    }
  }

  /**
   * Records that all dates before the given date are purged, unless a later date is already
   * recorded.
   */
  public static void recordPurgedBefore(Lake lake, LocalDate before) {
    if (findPurgedBefore(lake).map(before::isAfter).orElse(true)) {
      object(lake).write(before + "\n");
    }
  }
}
