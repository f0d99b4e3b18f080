package pipeline.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import pipeline.cli.settings.LocaleCheck;

/** What to say of a command line that makes no sense. */
final class WrongUsage {
  /** As many letters may differ between what was typed and what is offered. */
  private static final int MOST_TYPOS = 4;

  private WrongUsage() {}

  /** Says which argument this locale cannot decode; empty if it can decode all. */
  static Optional<String> mangled(List<String> arguments) {
    return arguments.stream()
        .filter(LocaleCheck::isMangled)
        .findFirst()
        .map(
            argument ->
                "argument cannot be decoded in this locale: '%s'; %s"
                    .formatted(argument, LocaleCheck.REMEDY));
  }

  static String message(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      return unknown(wrong.getCommandLine(), unmatched.getUnmatched().get(0));
    }
    if (wrong instanceof MissingParameterException missing) {
      List<String> unmatched = wrong.getCommandLine().getUnmatchedArguments();
      return unmatched.isEmpty()
          ? missing(missing)
          : unknown(wrong.getCommandLine(), unmatched.get(0));
    }
    return wrong.getMessage();
  }

  private static String missing(MissingParameterException wrong) {
    return wrong.getMissing().stream().map(WrongUsage::missing).collect(Collectors.joining("; "));
  }

  private static String missing(ArgSpec argument) {
    if (argument instanceof OptionSpec option) {
      String name = option.longestName();
      return option.paramLabel().equals("<YYYY-MM-DD>")
          ? "%s is missing, for example %s 2024-01-31".formatted(name, name)
          : "%s is missing: %s".formatted(name, String.join(" ", option.description()));
    }
    return argument.paramLabel() + " is missing";
  }

  private static String unknown(CommandLine command, String typed) {
    boolean option = typed.startsWith("-");
    List<String> known =
        option
            ? command.getCommandSpec().options().stream().map(OptionSpec::longestName).toList()
            : commandsOf(command);
    if (!option && known.isEmpty()) {
      return "'%s' is one argument too many".formatted(typed);
    }
    return "There is no %s '%s'%s"
        .formatted(option ? "option" : "command", typed, meant(typed, known));
  }

  /** Only the top has commands. */
  private static List<String> commandsOf(CommandLine command) {
    return command.getParent() == null ? CommandTable.names() : List.of();
  }

  /** A question, or nothing where no name is near. */
  static String meant(String typed, List<String> known) {
    String word = typed.split("=", 2)[0];
    return known.stream()
        .min(Comparator.comparingInt(name -> name.startsWith(word) ? 0 : typos(word, name)))
        .filter(name -> typos(word, name) <= MOST_TYPOS || name.startsWith(word))
        .map(name -> ": did you mean " + name + "?")
        .orElse("");
  }

  /** Levenshtein's distance: letters to change, add or take away. */
  static int typos(String typed, String name) {
    int[] row = new int[name.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= typed.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (typed.charAt(i - 1) == name.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[name.length()];
  }
}
