package pipeline.simulator.catalogue;

import java.time.LocalDate;

/** Makes an album, without its tracks, from its slot. */
final class Releases {
  private final long seed;
  private final Ids ids;
  private final Cast cast;
  private final Performers performers;
  private final Popularity popularity;
  private final Lru<Slot, Release> recent = new Lru<>(2048);

  Releases(long seed, Cast cast, Performers performers) {
    this.seed = seed;
    this.cast = cast;
    this.performers = performers;
    ids = new Ids(seed);
    popularity = new Popularity(seed);
  }

  Release get(Slot slot) {
    return recent.get(slot, this::make);
  }

  private Release make(Slot slot) {
    Dice dice = new Dice(seed, Aspect.RELEASE, slot.number());
    int lead = cast.lead(slot);
    String name = Names.title(dice.chance(850) ? performers.script(lead) : Script.pick(dice), dice);
    Dated dated = Dated.pick(slot, dice);
    int tracks = TrackCount.pick(dice);
    return new Release(
        slot,
        ids.album(slot),
        name,
        type(tracks, dice),
        dated.text(),
        dated.precision(),
        tracks,
        dice.chance(250),
        performers.label(lead),
        upc(dice),
        (int) (popularity.of(slot) * 101),
        String.format("%016x%08x", dice.next(), (int) dice.next()),
        performers.all(cast.of(slot)));
  }

  /** What search needs to know of a name, without making all of the album. */
  String name(Slot slot) {
    Dice dice = new Dice(seed, Aspect.RELEASE, slot.number());
    int lead = cast.lead(slot);
    return Names.title(dice.chance(850) ? performers.script(lead) : Script.pick(dice), dice);
  }

  private static String type(int tracks, Dice dice) {
    if (tracks <= 3) {
      return "single";
    }
    if (tracks <= 7) {
      return dice.chance(500) ? "ep" : dice.chance(600) ? "single" : "album";
    }
    return dice.chance(60) ? "compilation" : "album";
  }

  private static String upc(Dice dice) {
    return String.format("%013d", Math.floorMod(dice.next(), 10_000_000_000_000L));
  }

  /** The release date as Spotify would print it; the first two albums of a day have the day. */
  private record Dated(String text, String precision) {
    static Dated pick(Slot slot, Dice dice) {
      LocalDate date = slot.date();
      String day = date.toString();
      int roll = dice.below(1000);
      if (slot.index() < Search.FRONT || roll >= 73) {
        return new Dated(day, "day");
      }
      if (roll < 3) {
        return new Dated("0000", "year");
      }
      return roll < 33
          ? new Dated(day.substring(0, 4), "year")
          : new Dated(day.substring(0, 7), "month");
    }
  }
}
