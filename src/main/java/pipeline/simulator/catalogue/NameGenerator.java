package pipeline.simulator.catalogue;

import java.util.List;
import pipeline.simulator.catalogue.random.SeededRandom;

/**
 * Generates names in many scripts. A few names are empty or difficult texts that reveal missing
 * quoting and escaping.
 */
final class NameGenerator {
  private static final int EMPTY_PER_THOUSAND = 4;
  private static final int AWKWARD_PER_THOUSAND = 12;

  /**
   * Names that need correct quoting. Without it, they cause errors in CSV files, shells, queries or
   * readers.
   */
  private static final List<String> AWKWARD =
      List.of(
          "\"Heroes\"",
          "Earth, Wind, and Dust",
          "Rock 'n' Roll",
          "Robert'); DROP TABLE albums;--",
          "null",
          "NULL",
          "N/A",
          "NaN",
          "-1",
          "=SUM(A1:A9)",
          "C:\\Temp\\New",
          "<b>Bold</b> & Beautiful",
          "100% {sure} $HOME %s",
          "two\u2028lines",
          " leading and trailing ",
          "tab\there",
          "e\u0301 is not é",
          "zero\u200bwidth",
          "right-to-left \u202eoverride",
          "The Longest Title in the World, or: How We Learned to Stop Counting Characters and Let"
              + " the Column Grow, Recorded Live in One Take on a Rainy Tuesday in an Empty Factory"
              + " Hall with Seven Guitars, Nine Drummers, a Choir, Two Dogs and an Unplugged"
              + " Piano");

  private static final List<String> SUFFIXES =
      List.of(
          " (Deluxe Edition)",
          " (Remastered)",
          " - Single",
          " - Live",
          ", Vol. 2",
          " [Extended Mix]",
          " EP",
          " / B-Sides");

  private NameGenerator() {}

  static String artistName(WritingSystem script, SeededRandom random) {
    if (random.chance(5)) {
      return random.pick(AWKWARD);
    }
    String first = script.word(random);
    String second = script.word(random);
    return switch (random.nextBelow(8)) {
      case 0 -> first;
      case 1 -> "The " + first + "s";
      case 2 -> first + " & " + second;
      case 3 -> "DJ " + first;
      case 4 -> first + ", " + second + " & " + script.word(random);
      default -> first + " " + second;
    };
  }

  static String title(WritingSystem script, SeededRandom random) {
    int roll = random.nextBelow(1000);
    if (roll < EMPTY_PER_THOUSAND) {
      return "";
    }
    if (roll < EMPTY_PER_THOUSAND + AWKWARD_PER_THOUSAND) {
      return random.pick(AWKWARD);
    }
    String title = words(script, random);
    return random.chance(150) ? title + random.pick(SUFFIXES) : title;
  }

  private static String words(WritingSystem script, SeededRandom random) {
    StringBuilder title = new StringBuilder(script.word(random));
    for (int remaining = random.nextBelow(4); remaining > 0; remaining--) {
      title.append(' ').append(script.word(random));
    }
    return title.toString();
  }
}
