package pipeline.cli.shell;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import pipeline.cli.option.SpellingSuggestion;

/** The messages for command lines that picocli rejects. */
final class UsageErrorFormatter {
  private UsageErrorFormatter() {}

  static String message(ParameterException error) {
    if (error instanceof UnmatchedArgumentException unmatched) {
      return unknownArgument(error.getCommandLine(), unmatched.getUnmatched().get(0));
    }
    if (error instanceof MissingParameterException missing) {
      List<String> unmatched = error.getCommandLine().getUnmatchedArguments();
      return unmatched.isEmpty()
          ? missing.getMissing().stream()
              .map(UsageErrorFormatter::missing)
              .collect(Collectors.joining("; "))
          : unknownArgument(error.getCommandLine(), unmatched.get(0));
    }
    return error.getMessage();
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

  private static String unknownArgument(CommandLine command, String typed) {
    boolean option = typed.startsWith("-");
    List<String> known =
        option
            ? command.getCommandSpec().options().stream().map(OptionSpec::longestName).toList()
            : command.getParent() == null ? CommandRegistry.names() : List.of();
    if (!option && known.isEmpty()) {
      return "unexpected argument: '%s'; remove it, or put a value with spaces in quotes"
          .formatted(typed);
    }
    return "unknown %s: '%s'%s"
        .formatted(option ? "option" : "command", typed, SpellingSuggestion.suggest(typed, known));
  }
}
