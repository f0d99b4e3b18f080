package pipeline.simulator.catalogue;

import java.time.LocalDate;

/**
 * An album's place in the catalogue: the day on which it came out and its number on that day.
 *
 * @param day days since 1970-01-01
 */
public record AlbumSlot(int day, int index) {
  static final LocalDate FIRST_DATE = LocalDate.of(1950, 1, 1);
  static final LocalDate LAST_DATE = LocalDate.of(2149, 12, 31);
  static final int FIRST_DAY = (int) FIRST_DATE.toEpochDay();
  static final int LAST_DAY = (int) LAST_DATE.toEpochDay();

  /** So many albums of a day can be searched and are in their artists' lists. */
  static final int SEARCHABLE = 100;

  static final int MAX_INDEX = (1 << 24) - 1;

  LocalDate date() {
    return LocalDate.ofEpochDay(day);
  }

  /** One number for the slot, unique over all slots. */
  long number() {
    return ((long) (day - FIRST_DAY) << 24) | index;
  }

  /** The running number among the searchable albums, without gaps. */
  int serial() {
    return (day - FIRST_DAY) * SEARCHABLE + index;
  }

  static AlbumSlot fromSerial(int serial) {
    return new AlbumSlot(FIRST_DAY + serial / SEARCHABLE, serial % SEARCHABLE);
  }
}
