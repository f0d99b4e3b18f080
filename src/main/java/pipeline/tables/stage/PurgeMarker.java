package pipeline.tables.stage;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import pipeline.lake.Lake;
import pipeline.lake.store.TextObject;

/**
 * Up to where a lake was purged, kept in its {@code state/}: what is missing before that shall not
 * be made again, for Spotify has no past.
 */
public final class PurgeMarker {
  private static final String KEY = "state/purged_before";

  private PurgeMarker() {}

  /** The first date that was not purged. */
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

  /** Never goes back. */
  public static void recordPurgedBefore(Lake lake, LocalDate before) {
    if (findPurgedBefore(lake).map(before::isAfter).orElse(true)) {
      object(lake).write(before + "\n");
    }
  }
}
