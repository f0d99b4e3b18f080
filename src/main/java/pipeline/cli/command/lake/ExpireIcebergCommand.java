package pipeline.cli.command.lake;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pipeline.cli.command.IcebergAccess;
import pipeline.cli.command.LakeCommand;
import pipeline.cli.option.OptionChecks;
import pipeline.cli.result.RunReport;
import pipeline.cli.result.StageResult;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.RunContext;
import pipeline.iceberg.IcebergMaintenance;
import pipeline.iceberg.IcebergMaintenance.TableCleanup;
import pipeline.iceberg.IcebergTables;
import pipeline.output.Quantity;

@Command(
    name = "expire-iceberg",
    header = "Delete old snapshots and unused files of the Iceberg tables.",
    description = {
      "",
      "Only prints what would be deleted, unless --yes is given. The current snapshot and the nine"
          + " snapshots before it are always kept. A file is unused if no snapshot refers to it,"
          + " for example because a run was interrupted. With the default catalog"
          + " (ICEBERG_CATALOG=folder), the command also deletes unused files that are older than"
          + " three days. With a REST catalog, it does not."
    },
    footer = {
      "",
      "Examples:",
      "  pipeline expire-iceberg",
      "  pipeline expire-iceberg --keep-snapshots 7 --yes"
    })
public final class ExpireIcebergCommand extends LakeCommand {
  @Option(
      names = "--keep-snapshots",
      order = 1,
      paramLabel = "<days>",
      description = "Keep all snapshots that are at most <days> days old. Default: 30.")
  private int keepDays = 30;

  @Option(
      names = "--yes",
      order = 2,
      description = "Delete, instead of only printing what would be deleted.")
  private boolean yes;

  public ExpireIcebergCommand(CommandSession session) {
    super(session);
  }

  @Override
  protected void run(RunContext context, RunReport report) {
    OptionChecks.checkMinimum("--keep-snapshots", keepDays, 1);
    List<TableCleanup> cleanups;
    try (IcebergTables tables = IcebergAccess.open(context)) {
      cleanups =
          new IcebergMaintenance(tables, context.clock().instant())
              .clean(Duration.ofDays(keepDays), yes);
    }
    int snapshots = cleanups.stream().mapToInt(TableCleanup::snapshots).sum();
    int files = cleanups.stream().mapToInt(TableCleanup::unusedFiles).sum();
    report.addDetail("dry_run", !yes);
    report.addDetail("snapshots", snapshots);
    report.addDetail("unused_files", files);
    report.add(StageResult.EMPTY.with(yes && snapshots + files > 0, Map.of(), List.of()));
    session
        .console()
        .print(
            "%s %s and %s%s"
                .formatted(
                    yes ? "Deleted" : "Would delete",
                    Quantity.format(snapshots, "snapshot"),
                    Quantity.format(files, "unused file"),
                    yes ? "." : " (add --yes to delete)."));
    long managed = cleanups.stream().filter(TableCleanup::isManaged).count();
    if (managed > 0) {
      session
          .console()
          .print(
              "Skipped %s, which only the catalog can clean: AWS cleans S3 Tables, and nessie-gc cleans the tables of Nessie."
                  .formatted(Quantity.format(managed, "table")));
    }
  }
}
