package pipeline.simulator.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who is on which album. Every artist of the pool leads one album in each round of {@link #POOL}
 * albums; guests come from the few stars, so the same names return within a day.
 */
final class Cast {
  /** Artists that lead albums; prime. */
  static final int POOL = 40009;

  /** The first artists of the pool, who appear as guests; prime. */
  static final int STARS = 211;

  private static final int MOST_GUESTS = 3;

  private final long seed;
  private final Ring leads;
  private final Ring guests;

  Cast(long seed) {
    this.seed = seed;
    leads = new Ring(seed, POOL);
    guests = new Ring(~seed, STARS);
  }

  int lead(Slot slot) {
    if (slot.index() >= Slot.SEARCHABLE) {
      return Math.floorMod(Mix.of(seed, Aspect.OVERFLOW, slot.number()), POOL);
    }
    return leads.deal(slot.serial() / POOL, slot.serial() % POOL);
  }

  /** The lead first, each artist once. */
  Set<Integer> of(Slot slot) {
    Set<Integer> all = new LinkedHashSet<>();
    all.add(lead(slot));
    for (int chair = 0; chair < guestCount(slot); chair++) {
      all.add(guest(slot, chair));
    }
    return all;
  }

  private int guest(Slot slot, int chair) {
    if (slot.index() >= Slot.SEARCHABLE) {
      return Math.floorMod(Mix.of(seed, Aspect.OVERFLOW, ~slot.number() - chair), STARS);
    }
    return guests.deal(round(slot.serial() / STARS, chair), slot.serial() % STARS);
  }

  private static int round(int block, int chair) {
    return block * MOST_GUESTS + chair;
  }

  private int guestCount(Slot slot) {
    int roll = new Dice(seed, Aspect.GUESTS, slot.number()).below(100);
    return roll < 62 ? 0 : roll < 87 ? 1 : roll < 96 ? 2 : MOST_GUESTS;
  }

  /** Albums that the artist leads, out by that day, the newest first. */
  List<Slot> ledBy(int performer, int lastDay) {
    int end = new Slot(lastDay + 1, 0).serial();
    List<Slot> found = new ArrayList<>();
    for (int block = (end - 1) / POOL; block >= 0; block--) {
      int serial = block * POOL + leads.placeOf(block, performer);
      if (serial < end) {
        found.add(Slot.ofSerial(serial));
      }
    }
    return found;
  }

  /** Albums of others on which the artist is a guest, out by that day, the newest first. */
  List<Slot> joinedBy(int performer, int lastDay) {
    Set<Slot> found = new LinkedHashSet<>();
    int end = new Slot(lastDay + 1, 0).serial();
    for (int block = performer < STARS ? (end - 1) / STARS : -1; block >= 0; block--) {
      addJoined(performer, block, end, found);
    }
    return List.copyOf(found);
  }

  private void addJoined(int performer, int block, int end, Set<Slot> found) {
    for (int chair = 0; chair < MOST_GUESTS; chair++) {
      int serial = block * STARS + guests.placeOf(round(block, chair), performer);
      Slot slot = Slot.ofSerial(serial);
      if (serial < end && guestCount(slot) > chair && lead(slot) != performer) {
        found.add(slot);
      }
    }
  }
}
