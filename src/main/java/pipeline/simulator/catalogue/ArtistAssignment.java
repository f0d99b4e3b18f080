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
 * Who is on which album. Every artist of the pool leads one album in each round of {@link #POOL}
 * albums; guests come from the few stars, so the same names return within a day.
 */
final class ArtistAssignment {
  /** Artists that lead albums; prime. */
  static final int POOL = 40009;

  /** The first artists of the pool, who appear as guests; prime. */
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

  int lead(AlbumSlot slot) {
    if (slot.index() >= AlbumSlot.SEARCHABLE) {
      return Math.floorMod(KeyedHash.hash(seed, RandomStream.OVERFLOW, slot.number()), POOL);
    }
    return leads.permute(slot.serial() / POOL, slot.serial() % POOL);
  }

  /** The lead first, each artist once. */
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

  /** Albums that the artist leads, out by that day, the newest first. */
  List<AlbumSlot> ledBy(int performer, int lastDay) {
    int end = new AlbumSlot(lastDay + 1, 0).serial();
    List<AlbumSlot> found = new ArrayList<>();
    for (int block = (end - 1) / POOL; block >= 0; block--) {
      int serial = block * POOL + leads.invert(block, performer);
      if (serial < end) {
        found.add(AlbumSlot.fromSerial(serial));
      }
    }
    return found;
  }

  /** Albums of others on which the artist is a guest, out by that day, the newest first. */
  List<AlbumSlot> guestAlbumsOf(int performer, int lastDay) {
    Set<AlbumSlot> found = new LinkedHashSet<>();
    int end = new AlbumSlot(lastDay + 1, 0).serial();
    for (int block = performer < STARS ? (end - 1) / STARS : -1; block >= 0; block--) {
      addGuestAlbums(performer, block, end, found);
    }
    return List.copyOf(found);
  }

  private void addGuestAlbums(int performer, int block, int end, Set<AlbumSlot> found) {
    for (int guestIndex = 0; guestIndex < MAX_GUESTS; guestIndex++) {
      int serial = block * STARS + guests.invert(round(block, guestIndex), performer);
      AlbumSlot slot = AlbumSlot.fromSerial(serial);
      if (serial < end && guestCount(slot) > guestIndex && lead(slot) != performer) {
        found.add(slot);
      }
    }
  }
}
