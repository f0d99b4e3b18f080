package pipeline.simulator.catalogue;

import java.util.ArrayList;
import java.util.List;
import pipeline.simulator.catalogue.random.RandomStream;
import pipeline.simulator.catalogue.random.SeededRandom;

/** Generates the album of an {@link AlbumSlot}, without its tracks. */
final class AlbumGenerator {
  static final int MAX_TRACKS = 120;

  private final long seed;
  private final IdCodec ids;
  private final ArtistAssignment assignment;
  private final ArtistPool artists;
  private final LruCache<AlbumSlot, SimAlbum> recent = new LruCache<>(2048);

  AlbumGenerator(long seed, ArtistAssignment assignment, ArtistPool artists) {
    this.seed = seed;
    this.assignment = assignment;
    this.artists = artists;
    ids = new IdCodec(seed);
  }

  SimAlbum get(AlbumSlot slot) {
    return recent.get(slot, this::generate);
  }

  private SimAlbum generate(AlbumSlot slot) {
    SeededRandom random = randomFor(slot);
    String name = name(slot, random);
    PrintedDate date = PrintedDate.pick(slot, random);
    int tracks = trackCount(random);
    String type = type(tracks, random);
    boolean explicit = random.chance(250);
    String label = artists.label(assignment.lead(slot));
    String upc = String.format("%013d", Math.floorMod(random.nextLong(), 10_000_000_000_000L));
    ReleaseNotices notices = ReleaseNotices.generate(seed, slot, label, upc);
    return new SimAlbum(
        slot,
        ids.album(slot),
        name,
        type,
        date.text(),
        date.precision(),
        tracks,
        explicit,
        label,
        notices.upc(),
        notices.copyrights(),
        (int) (slot.popularity(seed) * 101),
        String.format("%016x%08x", random.nextLong(), (int) random.nextLong()),
        artists.list(assignment.artistsOn(slot)));
  }

  /**
   * Returns the album without a name, a date and images. Its first artist is a star without a name.
   * On other albums, this star has a name.
   */
  SimAlbum takenDown(SimAlbum album) {
    SimArtist star = artists.get(assignment.lead(album.slot()) % ArtistAssignment.STARS);
    List<SimArtist> credits = new ArrayList<>(album.artists());
    credits.remove(star);
    credits.add(0, star.withName(""));
    return new SimAlbum(
        album.slot(),
        album.id(),
        "",
        album.type(),
        "0000",
        "year",
        album.totalTracks(),
        album.explicit(),
        album.label(),
        album.upc(),
        album.copyrights(),
        album.popularity(),
        "",
        credits);
  }

  /** Returns the name of an album without generating the rest of the album. */
  String name(AlbumSlot slot) {
    return name(slot, randomFor(slot));
  }

  private SeededRandom randomFor(AlbumSlot slot) {
    return new SeededRandom(seed, RandomStream.ALBUM, slot.number());
  }

  private String name(AlbumSlot slot, SeededRandom random) {
    boolean isArtistsScript = random.chance(850);
    return NameGenerator.title(
        isArtistsScript ? artists.script(assignment.lead(slot)) : WritingSystem.pick(random),
        random);
  }

  /**
   * Returns a random number of tracks from 1 to 120, with an average of 16. Of the albums, 28 %
   * have 1 to 3 tracks.
   */
  private static int trackCount(SeededRandom random) {
    int roll = random.nextBelow(100);
    if (roll < 28) {
      return random.nextBetween(1, 3);
    }
    if (roll < 47) {
      return random.nextBetween(4, 7);
    }
    if (roll < 83) {
      return random.nextBetween(8, 20);
    }
    return roll < 93 ? random.nextBetween(21, 50) : random.nextBetween(51, MAX_TRACKS);
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

  /**
   * A release date in Spotify's format. For the first {@link SearchEngine#PREFERRED_PER_DAY} albums
   * of each day, which searches prefer, the precision is always {@code day}.
   */
  private record PrintedDate(String text, String precision) {
    static PrintedDate pick(AlbumSlot slot, SeededRandom random) {
      String day = slot.date().toString();
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
