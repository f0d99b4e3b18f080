package pipeline.model;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A release date in Spotify's format.
 *
 * @param text "2024", "2024-01" or "2024-01-31"
 * @param precision "year", "month" or "day"
 */
public record ReleaseDate(String text, String precision) {
  private static final LocalDate FIRST_RECORDING = LocalDate.of(1860, 1, 1);
  private static final int YEARS_AHEAD = 2;

  /**
   * Returns whether a day is between 1860, the year of the first recording, and two years after the
   * listing.
   *
   * @param listedOn the date of the listing
   */
  public static boolean isPlausible(LocalDate day, LocalDate listedOn) {
    return !day.isBefore(FIRST_RECORDING) && !day.isAfter(listedOn.plusYears(YEARS_AHEAD));
  }

  /**
   * Returns the day; empty if the precision is not "day" or the text is not a date. A text with the
   * year 0000 is Spotify's placeholder and not a date.
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
