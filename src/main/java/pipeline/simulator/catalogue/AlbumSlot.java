package pipeline.simulator.catalogue;

import java.time.LocalDate;
import pipeline.simulator.catalogue.random.KeyedHash;
import pipeline.simulator.catalogue.random.RandomStream;

/**
 * The position of an album in the catalogue: its release day and its number on that day.
 *
 * @param day the release day, as the number of days since 1970-01-01
 * @param index the number of the album on that day, from 0
 */
public record AlbumSlot(int day, int index) {
  static final LocalDate FIRST_DATE = LocalDate.of(1950, 1, 1);
  static final LocalDate LAST_DATE = LocalDate.of(2149, 12, 31);
  static final int FIRST_DAY = (int) FIRST_DATE.toEpochDay();
  static final int LAST_DAY = (int) LAST_DATE.toEpochDay();

  /**
   * The number of searchable albums per release day. Only searchable albums can be in the results
   * of searches and in the album lists of artists.
   */
  static final int SEARCHABLE = 100;

  static final int MAX_INDEX = (1 << 24) - 1;

  LocalDate date() {
    return LocalDate.ofEpochDay(day);
  }

  /** Returns a number that is unique among all slots. */
  long number() {
    return ((long) (day - FIRST_DAY) << 24) | index;
  }

  /**
   * Returns the position of a searchable album among the searchable albums of all days. These
   * positions have no gaps.
   */
  int serial() {
    return (day - FIRST_DAY) * SEARCHABLE + index;
  }

  /** Returns the popularity of the album, from 0 to below 1. */
  double popularity(long seed) {
    return (KeyedHash.hash(seed, RandomStream.POPULARITY, number()) >>> 11) * 0x1.0p-53;
  }

  static AlbumSlot fromSerial(int serial) {
    return new AlbumSlot(FIRST_DAY + serial / SEARCHABLE, serial % SEARCHABLE);
  }
}
