package pipeline.simulator.catalogue;

import java.time.LocalDate;
import pipeline.simulator.catalogue.random.RandomStream;
import pipeline.simulator.catalogue.random.SeededRandom;

/** Makes an album, without its tracks, from its slot. */
final class AlbumGenerator {
  private final long seed;
  private final IdCodec ids;
  private final ArtistAssignment cast;
  private final ArtistPool performers;
  private final Popularity popularity;
  private final LruCache<AlbumSlot, SimAlbum> recent = new LruCache<>(2048);

  AlbumGenerator(long seed, ArtistAssignment cast, ArtistPool performers) {
    this.seed = seed;
    this.cast = cast;
    this.performers = performers;
    ids = new IdCodec(seed);
    popularity = new Popularity(seed);
  }

  SimAlbum get(AlbumSlot slot) {
    return recent.get(slot, this::make);
  }

  private SimAlbum make(AlbumSlot slot) {
    SeededRandom dice = new SeededRandom(seed, RandomStream.RELEASE, slot.number());
    int lead = cast.lead(slot);
    String name =
        NameGenerator.title(
            dice.chance(850) ? performers.script(lead) : WritingSystem.pick(dice), dice);
    PrintedDate dated = PrintedDate.pick(slot, dice);
    int tracks = TrackCountSampler.pick(dice);
    return new SimAlbum(
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
  String name(AlbumSlot slot) {
    SeededRandom dice = new SeededRandom(seed, RandomStream.RELEASE, slot.number());
    int lead = cast.lead(slot);
    return NameGenerator.title(
        dice.chance(850) ? performers.script(lead) : WritingSystem.pick(dice), dice);
  }

  private static String type(int tracks, SeededRandom dice) {
    if (tracks <= 3) {
      return "single";
    }
    if (tracks <= 7) {
      return dice.chance(500) ? "ep" : dice.chance(600) ? "single" : "album";
    }
    return dice.chance(60) ? "compilation" : "album";
  }

  private static String upc(SeededRandom dice) {
    return String.format("%013d", Math.floorMod(dice.next(), 10_000_000_000_000L));
  }

  /** The release date as Spotify would print it; the first two albums of a day have the day. */
  private record PrintedDate(String text, String precision) {
    static PrintedDate pick(AlbumSlot slot, SeededRandom dice) {
      LocalDate date = slot.date();
      String day = date.toString();
      int roll = dice.below(1000);
      if (slot.index() < SearchEngine.FRONT || roll >= 73) {
        return new PrintedDate(day, "day");
      }
      if (roll < 3) {
        return new PrintedDate("0000", "year");
      }
      return roll < 33
          ? new PrintedDate(day.substring(0, 4), "year")
          : new PrintedDate(day.substring(0, 7), "month");
    }
  }
}
