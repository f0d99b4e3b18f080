package pipeline.tables;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import pipeline.lake.Lake;
import pipeline.lake.StoredObject;

/**
 * Up to where a lake was purged, kept in its {@code state/}: what is missing before that shall not
 * be made again, for Spotify has no past.
 */
public final class Purged {
  private static final String KEY = "state/purged_before";

  private Purged() {}

  /** The first date that was not purged. */
  public static Optional<LocalDate> before(Lake lake) {
    return lake.store().list(KEY).stream()
        .filter(object -> object.key().equals(KEY))
        .findFirst()
        .flatMap(object -> date(lake, object));
  }

  private static Optional<LocalDate> date(Lake lake, StoredObject object) {
    String text =
        new String(lake.store().read(object, 0, (int) object.size()), StandardCharsets.UTF_8);
    try {
      return Optional.of(LocalDate.parse(text.strip()));
    } catch (DateTimeException edited) {
      return Optional.empty();
    }
  }

  /** Never goes back. */
  public static void note(Lake lake, LocalDate before) {
    if (before(lake).map(before::isAfter).orElse(true)) {
      lake.store().put(KEY, (before + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }
}
