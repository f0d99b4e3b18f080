package pipeline.simulator.catalogue;

import java.util.List;
import pipeline.simulator.catalogue.random.SeededRandom;

/** Names as they come from Spotify: many scripts, and now and then one that breaks naive code. */
final class NameGenerator {
  private static final int EMPTY_PER_THOUSAND = 4;
  private static final int AWKWARD_PER_THOUSAND = 12;

  /** All of these could be real names; each has broken a CSV, a shell, a query or a reader once. */
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

  static String performer(WritingSystem script, SeededRandom dice) {
    if (dice.chance(5)) {
      return dice.pick(AWKWARD);
    }
    String first = script.word(dice);
    String second = script.word(dice);
    return switch (dice.below(8)) {
      case 0 -> first;
      case 1 -> "The " + first + "s";
      case 2 -> first + " & " + second;
      case 3 -> "DJ " + first;
      case 4 -> first + ", " + second + " & " + script.word(dice);
      default -> first + " " + second;
    };
  }

  static String title(WritingSystem script, SeededRandom dice) {
    int roll = dice.below(1000);
    if (roll < EMPTY_PER_THOUSAND) {
      return "";
    }
    if (roll < EMPTY_PER_THOUSAND + AWKWARD_PER_THOUSAND) {
      return dice.pick(AWKWARD);
    }
    String title = words(script, dice);
    return dice.chance(150) ? title + dice.pick(SUFFIXES) : title;
  }

  private static String words(WritingSystem script, SeededRandom dice) {
    StringBuilder title = new StringBuilder(script.word(dice));
    for (int more = dice.below(4); more > 0; more--) {
      title.append(' ').append(script.word(dice));
    }
    return title.toString();
  }
}
