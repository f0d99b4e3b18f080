package pipeline.cli.command.stage;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pipeline.cli.command.IcebergAccess;
import pipeline.cli.option.FailOnOption;
import pipeline.cli.result.StageResult;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.RunContext;
import pipeline.iceberg.IcebergPublisher;
import pipeline.iceberg.IcebergPublisher.PublishedTable;
import pipeline.iceberg.IcebergTables;
import pipeline.tables.row.Tables;

@Command(
    name = "load",
    header = "Audit the clean tables and publish the star schema in analytics.",
    description = {
      "",
      "All audits run before the first table is published. If one fails, nothing is published."
    },
    footer = {"", "Example:", "  pipeline load --date 2024-01-01"})
public final class LoadCommand extends StageCommand {
  @Mixin FailOnOption failOn = new FailOnOption();

  @Option(
      names = "--iceberg",
      order = 20,
      description =
          "After the star schema, publish the Iceberg tables of the date, as publish-iceberg does.")
  private boolean isIcebergPublished;

  public LoadCommand(CommandSession session) {
    super(session);
  }

  @Override
  protected StageResult run(RunContext context) throws Exception {
    StageResult loaded = session.services().stages().load(date(), failOn.anomalies(), context);
    if (!isIcebergPublished) {
      return loaded;
    }
    List<PublishedTable> published;
    try (IcebergTables tables = IcebergAccess.open(context)) {
      published =
          new IcebergPublisher(context.lake(), tables, context.runId())
              .publish(date(), Tables.all());
    }
    boolean changed = loaded.changed();
    // Not a lambda, because picocli would load the types of its parameters even without --iceberg.
    for (PublishedTable table : published) {
      changed |= table.changed();
    }
    return loaded.with(changed, loaded.rows(), loaded.warnings());
  }
}
