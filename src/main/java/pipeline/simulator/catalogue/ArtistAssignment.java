package pipeline.simulator.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import pipeline.simulator.catalogue.random.CyclicPermutation;
import pipeline.simulator.catalogue.random.KeyedHash;
import pipeline.simulator.catalogue.random.RandomStream;
import pipeline.simulator.catalogue.random.SeededRandom;

/**
 * Assigns artists to albums. In each block of {@link #POOL} consecutive searchable albums, each
 * artist is the main artist of one album. Only the first {@link #STARS} artists, the stars, appear
 * as guests. Each star is a guest about every four days.
 */
final class ArtistAssignment {
  /**
   * The number of artists. It must be a prime number, because {@link CyclicPermutation} requires
   * one.
   */
  static final int POOL = 40009;

  /**
   * The number of stars. The stars are the first artists of the pool, and only stars appear as
   * guests. The number must be prime, because {@link CyclicPermutation} requires a prime number.
   */
  static final int STARS = 211;

  private static final int MAX_GUESTS = 3;

  private final long seed;
  private final CyclicPermutation leads;
  private final CyclicPermutation guests;

  ArtistAssignment(long seed) {
    this.seed = seed;
    leads = new CyclicPermutation(seed, POOL);
    guests = new CyclicPermutation(~seed, STARS);
  }

  /** Returns the number of an album's main artist. */
  int lead(AlbumSlot slot) {
    if (slot.index() >= AlbumSlot.SEARCHABLE) {
      return Math.floorMod(KeyedHash.hash(seed, RandomStream.OVERFLOW, slot.number()), POOL);
    }
    return leads.permute(slot.serial() / POOL, slot.serial() % POOL);
  }

  /**
   * Returns the artists of an album as artist numbers, without duplicates. The main artist is the
   * first.
   */
  Set<Integer> artistsOn(AlbumSlot slot) {
    Set<Integer> all = new LinkedHashSet<>();
    all.add(lead(slot));
    for (int guestIndex = 0; guestIndex < guestCount(slot); guestIndex++) {
      all.add(guest(slot, guestIndex));
    }
    return all;
  }

  private int guest(AlbumSlot slot, int guestIndex) {
    if (slot.index() >= AlbumSlot.SEARCHABLE) {
      return Math.floorMod(
          KeyedHash.hash(seed, RandomStream.OVERFLOW, ~slot.number() - guestIndex), STARS);
    }
    return guests.permute(round(slot.serial() / STARS, guestIndex), slot.serial() % STARS);
  }

  private static int round(int block, int guestIndex) {
    return block * MAX_GUESTS + guestIndex;
  }

  private int guestCount(AlbumSlot slot) {
    int roll = new SeededRandom(seed, RandomStream.GUESTS, slot.number()).nextBelow(100);
    return roll < 62 ? 0 : roll < 87 ? 1 : roll < 96 ? 2 : MAX_GUESTS;
  }

  /**
   * Returns the albums with this main artist and a release day of {@code lastDay} or earlier,
   * newest first.
   */
  List<AlbumSlot> ledBy(int artist, int lastDay) {
    int end = new AlbumSlot(lastDay + 1, 0).serial();
    List<AlbumSlot> found = new ArrayList<>();
    for (int block = (end - 1) / POOL; block >= 0; block--) {
      int serial = block * POOL + leads.invert(block, artist);
      if (serial < end) {
        found.add(AlbumSlot.fromSerial(serial));
      }
    }
    return found;
  }

  /**
   * Returns the albums with this guest artist and a release day of {@code lastDay} or earlier. All
   * searchable albums, in order of release, are divided into blocks of {@link #STARS}. The newest
   * block comes first. Within a block, the albums have no order.
   */
  List<AlbumSlot> guestAlbumsOf(int artist, int lastDay) {
    Set<AlbumSlot> found = new LinkedHashSet<>();
    int end = new AlbumSlot(lastDay + 1, 0).serial();
    for (int block = artist < STARS ? (end - 1) / STARS : -1; block >= 0; block--) {
      addGuestAlbums(artist, block, end, found);
    }
    return List.copyOf(found);
  }

  private void addGuestAlbums(int artist, int block, int end, Set<AlbumSlot> found) {
    for (int guestIndex = 0; guestIndex < MAX_GUESTS; guestIndex++) {
      int serial = block * STARS + guests.invert(round(block, guestIndex), artist);
      AlbumSlot slot = AlbumSlot.fromSerial(serial);
      if (serial < end && guestCount(slot) > guestIndex && lead(slot) != artist) {
        found.add(slot);
      }
    }
  }
}
