package pipeline.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** How help looks: commands in groups, options in the order in which they are written. */
final class Help {
  private static final Map<String, List<String>> GROUPS = groups();

  private Help() {}

  private static Map<String, List<String>> groups() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    groups.put(
        "Stages",
        List.of("extract-releases", "extract-tracks", "transform", "load", "run", "backfill"));
    groups.put("Inspect", List.of("doctor", "status", "sql", "export", "report", "purge"));
    groups.put(
        "Spotify",
        List.of(
            "search", "artist-albums", "rate-limit", "authorize", "add-random-track", "simulate"));
    groups.put("Shell", List.of("generate-completion"));
    return groups;
  }

  static void arrange(CommandLine top) {
    top.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, Help::commandList);
    top.getCommandSpec().usageMessage().customSynopsis("pipeline <command> [options]");
    top.getCommandSpec().usageMessage().commandListHeading("");
    for (CommandLine command : top.getSubcommands().values()) {
      UsageMessageSpec usage = command.getCommandSpec().usageMessage();
      usage.sortOptions(false);
      usage.abbreviateSynopsis(true);
    }
  }

  private static String commandList(CommandLine.Help help) {
    StringBuilder text = new StringBuilder();
    GROUPS.forEach(
        (group, names) -> {
          List<String> present = names.stream().filter(help.subcommands()::containsKey).toList();
          if (!present.isEmpty()) {
            text.append("%n%s:%n".formatted(group));
            present.forEach(name -> text.append(line(name, help.subcommands().get(name))));
          }
        });
    return text.toString();
  }

  private static String line(String name, CommandLine.Help help) {
    UsageMessageSpec usage = help.commandSpec().usageMessage();
    String[] summary = usage.header().length > 0 ? usage.header() : usage.description();
    return "  %-20s %s%n".formatted(name, summary.length > 0 ? summary[0] : "");
  }
}
