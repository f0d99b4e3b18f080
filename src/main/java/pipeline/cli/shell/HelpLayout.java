package pipeline.cli.shell;

import picocli.CommandLine;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The layout of the help: commands in groups, options in their declared order, within 80 columns.
 */
final class HelpLayout {
  private HelpLayout() {}

  static void arrange(CommandLine top) {
    top.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, HelpLayout::commandList);
    UsageMessageSpec topUsage = top.getCommandSpec().usageMessage();
    topUsage.customSynopsis("pipeline <command> [options]");
    topUsage.commandListHeading("");
    for (CommandLine command : top.getSubcommands().values()) {
      UsageMessageSpec usage = command.getCommandSpec().usageMessage();
      usage.sortOptions(false);
      usage.abbreviateSynopsis(true);
    }
  }

  private static String commandList(CommandLine.Help help) {
    StringBuilder text = new StringBuilder();
    String group = "";
    for (CommandRegistry.RegisteredCommand entry : CommandRegistry.ALL) {
      if (!entry.group().equals(group)) {
        group = entry.group();
        text.append("%n%s:%n".formatted(group));
      }
      TextTable row =
          TextTable.forColumns(
              help.colorScheme(),
              new Column(23, 2, Column.Overflow.SPAN),
              new Column(57, 0, Column.Overflow.WRAP));
      row.addRowValues(entry.name(), entry.summary());
      text.append(row);
    }
    return text.toString();
  }
}
