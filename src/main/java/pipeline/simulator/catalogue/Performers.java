package pipeline.simulator.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The pool of artists. The same name may belong to several, as in life. */
final class Performers {
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
  private final Ids ids;
  private final Lru<Integer, Performer> recent = new Lru<>(4096);

  Performers(long seed) {
    this.seed = seed;
    ids = new Ids(seed);
  }

  Performer get(int number) {
    return recent.get(number, this::make);
  }

  List<Performer> all(Iterable<Integer> numbers) {
    List<Performer> found = new ArrayList<>();
    numbers.forEach(number -> found.add(get(number)));
    return found;
  }

  private Performer make(int number) {
    Dice dice = dice(number);
    Script script = Script.pick(dice);
    String name = Names.performer(script, dice);
    List<String> genres = dice.chance(300) ? List.of() : List.of(dice.pick(GENRES));
    boolean star = number < Cast.STARS;
    int popularity = star ? dice.between(60, 95) : dice.between(0, 60);
    int followers = star ? dice.between(100_000, 20_000_000) : dice.below(100_000);
    return new Performer(number, ids.artist(number), name, genres, followers, popularity);
  }

  Script script(int number) {
    return Script.pick(dice(number));
  }

  String label(int number) {
    return LABELS.get(Math.floorMod(Mix.scramble(number + seed), LABELS.size()));
  }

  private Dice dice(int number) {
    return new Dice(seed, Aspect.PERFORMER, number);
  }

  /** All artists of that name, whatever the case of its letters. */
  List<Integer> named(String name) {
    return IntStream.range(0, Cast.POOL)
        .filter(number -> nameOf(number).equalsIgnoreCase(name))
        .boxed()
        .toList();
  }

  private String nameOf(int number) {
    Dice dice = dice(number);
    return Names.performer(Script.pick(dice), dice);
  }
}
