package pipeline.cli.shell;

import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** How help looks: commands in groups, options in the order in which they are written. */
final class HelpLayout {
  private HelpLayout() {}

  static void arrange(CommandLine top) {
    top.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, help -> commandList());
    UsageMessageSpec topUsage = top.getCommandSpec().usageMessage();
    topUsage.customSynopsis("pipeline <command> [options]");
    topUsage.commandListHeading("");
    for (CommandLine command : top.getSubcommands().values()) {
      UsageMessageSpec usage = command.getCommandSpec().usageMessage();
      usage.sortOptions(false);
      usage.abbreviateSynopsis(true);
    }
  }

  private static String commandList() {
    StringBuilder text = new StringBuilder();
    String group = "";
    for (CommandRegistry.RegisteredCommand entry : CommandRegistry.ALL) {
      if (!entry.group().equals(group)) {
        group = entry.group();
        text.append("%n%s:%n".formatted(group));
      }
      text.append("  %-20s %s%n".formatted(entry.name(), entry.summary()));
    }
    return text.toString();
  }
}
