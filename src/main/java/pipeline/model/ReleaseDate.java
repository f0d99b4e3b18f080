package pipeline.model;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A release date as Spotify gives it: "2024", "2024-01" or "2024-01-31", and the precision that it
 * claims ("year", "month" or "day").
 */
public record ReleaseDate(String text, String precision) {
  private static final LocalDate FIRST_RECORDING = LocalDate.of(1860, 1, 1);
  private static final int YEARS_AHEAD = 2;

  /**
   * Whether something can have come out then, or be announced for then.
   *
   * @param listedOn the date on which it was listed
   */
  public static boolean isPlausible(LocalDate day, LocalDate listedOn) {
    return !day.isBefore(FIRST_RECORDING) && !day.isAfter(listedOn.plusYears(YEARS_AHEAD));
  }

  /**
   * The day, only where the precision is a day and the text is one. A year 0000, as Spotify writes
   * where it knows none, makes no day.
   */
  public Optional<LocalDate> day() {
    if (!precision.equals("day") || text.length() != 10) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(text)).filter(day -> day.getYear() > 0);
    } catch (DateTimeException notADay) {
      return Optional.empty();
    }
  }
}
