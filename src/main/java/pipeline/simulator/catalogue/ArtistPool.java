package pipeline.simulator.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import pipeline.simulator.catalogue.random.KeyedHash;
import pipeline.simulator.catalogue.random.RandomStream;
import pipeline.simulator.catalogue.random.SeededRandom;

/** The pool of artists. The same name may belong to several, as in life. */
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
    return recent.get(number, this::make);
  }

  List<SimArtist> all(Iterable<Integer> numbers) {
    List<SimArtist> found = new ArrayList<>();
    numbers.forEach(number -> found.add(get(number)));
    return found;
  }

  private SimArtist make(int number) {
    SeededRandom dice = dice(number);
    WritingSystem script = WritingSystem.pick(dice);
    String name = NameGenerator.performer(script, dice);
    List<String> genres = dice.chance(300) ? List.of() : List.of(dice.pick(GENRES));
    boolean star = number < ArtistAssignment.STARS;
    int popularity = star ? dice.between(60, 95) : dice.between(0, 60);
    int followers = star ? dice.between(100_000, 20_000_000) : dice.below(100_000);
    return new SimArtist(number, ids.artist(number), name, genres, followers, popularity);
  }

  WritingSystem script(int number) {
    return WritingSystem.pick(dice(number));
  }

  String label(int number) {
    return LABELS.get(Math.floorMod(KeyedHash.scramble(number + seed), LABELS.size()));
  }

  private SeededRandom dice(int number) {
    return new SeededRandom(seed, RandomStream.PERFORMER, number);
  }

  /** All artists of that name, whatever the case of its letters. */
  List<Integer> named(String name) {
    return IntStream.range(0, ArtistAssignment.POOL)
        .filter(number -> nameOf(number).equalsIgnoreCase(name))
        .boxed()
        .toList();
  }

  private String nameOf(int number) {
    SeededRandom dice = dice(number);
    return NameGenerator.performer(WritingSystem.pick(dice), dice);
  }
}
