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
    return recent.get(slot, this::generate);
  }

  private SimAlbum generate(AlbumSlot slot) {
    SeededRandom random = new SeededRandom(seed, RandomStream.RELEASE, slot.number());
    int lead = cast.lead(slot);
    String name =
        NameGenerator.title(
            random.chance(850) ? performers.script(lead) : WritingSystem.pick(random), random);
    PrintedDate dated = PrintedDate.pick(slot, random);
    int tracks = TrackCountSampler.pick(random);
    return new SimAlbum(
        slot,
        ids.album(slot),
        name,
        type(tracks, random),
        dated.text(),
        dated.precision(),
        tracks,
        random.chance(250),
        performers.label(lead),
        upc(random),
        (int) (popularity.score(slot) * 101),
        String.format("%016x%08x", random.nextLong(), (int) random.nextLong()),
        performers.list(cast.artistsOn(slot)));
  }

  /** What search needs to know of a name, without making all of the album. */
  String name(AlbumSlot slot) {
    SeededRandom random = new SeededRandom(seed, RandomStream.RELEASE, slot.number());
    int lead = cast.lead(slot);
    return NameGenerator.title(
        random.chance(850) ? performers.script(lead) : WritingSystem.pick(random), random);
  }

  private static String type(int tracks, SeededRandom random) {
    if (tracks <= 3) {
      return "single";
    }
    if (tracks <= 7) {
      return random.chance(500) ? "ep" : random.chance(600) ? "single" : "album";
    }
    return random.chance(60) ? "compilation" : "album";
  }

  private static String upc(SeededRandom random) {
    return String.format("%013d", Math.floorMod(random.nextLong(), 10_000_000_000_000L));
  }

  /** The release date as Spotify would print it; the first two albums of a day have the day. */
  private record PrintedDate(String text, String precision) {
    static PrintedDate pick(AlbumSlot slot, SeededRandom random) {
      LocalDate date = slot.date();
      String day = date.toString();
      int roll = random.nextBelow(1000);
      if (slot.index() < SearchEngine.PREFERRED_PER_DAY || roll >= 73) {
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
