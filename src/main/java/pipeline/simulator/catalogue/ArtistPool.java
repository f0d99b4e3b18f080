package pipeline.simulator.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import pipeline.simulator.catalogue.random.KeyedHash;
import pipeline.simulator.catalogue.random.RandomStream;
import pipeline.simulator.catalogue.random.SeededRandom;

/** Generates artists from their numbers. Several artists can have the same name. */
final class ArtistPool {
  private static final List<String> GENRES =
      List.of(
          "pop", "indie rock", "hip hop", "techno", "jazz", "k-pop", "folk", "metal", "ambient");
  private static final List<String> LABELS =
      List.of(
          "Parlour Records",
          "Nordlicht",
          "Big, Bold & Loud",
          "Éditions du Soir",
          "Static \"Noise\" Ltd.",
          "夜行レーベル",
          "Мелодия Города",
          "Self-released",
          "Blue Door",
          "Tin Can Audio",
          "Harbour Lights",
          "Seventh Floor",
          "Casa Verde",
          "Monsoon Music",
          "Copperplate",
          "Little Giant");

  private final long seed;
  private final IdCodec ids;
  private final LruCache<Integer, SimArtist> recent = new LruCache<>(4096);

  ArtistPool(long seed) {
    this.seed = seed;
    ids = new IdCodec(seed);
  }

  SimArtist get(int number) {
    return recent.get(number, this::generate);
  }

  /** Returns the artists with these numbers, in the order of the numbers. */
  List<SimArtist> list(Iterable<Integer> numbers) {
    List<SimArtist> found = new ArrayList<>();
    numbers.forEach(number -> found.add(get(number)));
    return found;
  }

  private SimArtist generate(int number) {
    SeededRandom random = randomFor(number);
    WritingSystem script = WritingSystem.pick(random);
    String name = NameGenerator.artistName(script, random);
    List<String> genres = random.chance(300) ? List.of() : List.of(random.pick(GENRES));
    boolean star = number < ArtistAssignment.STARS;
    int popularity = star ? random.nextBetween(60, 95) : random.nextBetween(0, 60);
    int followers = star ? random.nextBetween(100_000, 20_000_000) : random.nextBelow(100_000);
    return new SimArtist(number, ids.artist(number), name, genres, followers, popularity);
  }

  WritingSystem script(int number) {
    return WritingSystem.pick(randomFor(number));
  }

  String label(int number) {
    return LABELS.get(Math.floorMod(KeyedHash.scramble(number + seed), LABELS.size()));
  }

  private SeededRandom randomFor(int number) {
    return new SeededRandom(seed, RandomStream.ARTIST, number);
  }

  /** Returns the numbers of all artists with this name. The comparison ignores case. */
  List<Integer> listByName(String name) {
    return IntStream.range(0, ArtistAssignment.POOL)
        .filter(number -> nameOf(number).equalsIgnoreCase(name))
        .boxed()
        .toList();
  }

  private String nameOf(int number) {
    SeededRandom random = randomFor(number);
    return NameGenerator.artistName(WritingSystem.pick(random), random);
  }
}
