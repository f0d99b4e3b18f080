package pipeline.cli.command.lake;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pipeline.cli.command.DataCommand;
import pipeline.cli.console.OutputFormat;
import pipeline.cli.console.ProgressTask;
import pipeline.cli.option.DateRangeOptions;
import pipeline.cli.result.CommandException;
import pipeline.cli.result.ExitCode;
import pipeline.cli.result.RunReport;
import pipeline.cli.result.StageResult;
import pipeline.cli.result.UsageException;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.RunContext;
import pipeline.lake.Lake;
import pipeline.lake.Table;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.DateRanges.DateRange;
import pipeline.tables.stage.StageException;
import pipeline.tables.stage.StageException.StageFailureReason;
import pipeline.verify.DateSample;
import pipeline.verify.Finding;
import pipeline.verify.LakeInventory;
import pipeline.verify.LakeVerifier;
import pipeline.verify.VerifyResult;

@Command(
    name = "verify",
    header = "Read partitions completely and compare them with their footers.",
    description = {
      "",
      "Reads all rows of each partition, and checks the columns, the number of rows, the content"
          + " hash, the sort order and the keys. Also checks that the inputs of each partition"
          + " still exist with the recorded hashes, that analytics/partitions agrees with the"
          + " tables, and that the folders of the tables contain no other objects. Prints one line"
          + " per problem, and the commands that repair the dates. Changes nothing. The exit code"
          + " is 65 if there is a problem. The default log level is warn."
    },
    footer = {
      "",
      "Examples:",
      "  pipeline verify --date 2024-01-31",
      "  pipeline verify --from 2024-01-01 --to 2024-12-31 --tables clean,analytics",
      "  pipeline verify --from 2020-01-01 --sample 5%% --sample-seed 7 --format json"
    })
public final class VerifyCommand extends DataCommand {
  @Mixin DateRangeOptions dateRange = new DateRangeOptions();

  @Option(
      names = "--tables",
      order = 5,
      paramLabel = "<names>",
      description =
          "Tables or layers to verify, separated by commas, such as clean/tracks,analytics."
              + " Default: all tables.")
  private @Nullable String tables;

  @Option(
      names = "--sample",
      order = 6,
      paramLabel = "<share>",
      description =
          "Share of the dates to verify, above 0%% and at most 100%%, such as 5%% or 0.5%%. At"
              + " least one date is verified. Default: 100%%.")
  private String sample = "100%";

  @Option(
      names = "--sample-seed",
      order = 7,
      paramLabel = "<number>",
      description =
          "Number that selects the dates of the sample. The same number always selects the same"
              + " dates. With --sample 5%%, the numbers 0 to 19 together select all dates. Default:"
              + " 0.")
  private long sampleSeed;

  @Option(
      names = "--format",
      order = 8,
      paramLabel = "<format>",
      description = "Output format: text, or json for one object with all problems. Default: text.")
  private OutputFormat format = OutputFormat.TEXT;

  public VerifyCommand(CommandSession session) {
    super(session);
  }

  @Override
  @Nullable
  protected String dateText() {
    return dateRange.dateText();
  }

  @Override
  protected void run(RunContext context, RunReport report) {
    DateRange span = new DateRange(dateRange.first(), dateRange.last(context.today()));
    Set<Table<?>> selected = selectedTables();
    DateSample dates = dateSample();
    Lake lake = context.lake();
    List<String> warnings = new ArrayList<>();
    String options =
        RepairArguments.format(lakeOption.lake, RepairArguments.dataMode(lake, warnings), context);
    LakeInventory inventory = LakeInventory.list(lake, List.copyOf(selected), span);
    checkNotEmpty(inventory, span, lake);
    LakeVerifier verifier = new LakeVerifier(lake, context.clock().instant(), selected, options);
    VerifyResult result;
    try (ProgressTask progress =
        context
            .progress()
            .start(spec.name(), inventory.count(dates.select(inventory.partitions().keySet())))) {
      result = verifier.verify(inventory, span, dates, () -> progress.advance(1));
    }
    warnings.addAll(result.warnings());
    warnings.forEach(session.console()::print);
    session.print(format == OutputFormat.JSON ? result.formatJson() + "\n" : result.formatText());
    report.addDetail("dates", result.dates());
    report.addDetail("partitions", result.partitions());
    report.addDetail("problems", result.findings().size());
    report.add(StageResult.EMPTY.with(false, result.rows(), warnings));
    failOn(result.findings());
  }

  private Set<Table<?>> selectedTables() {
    if (tables == null) {
      return new LinkedHashSet<>(Tables.all());
    }
    Set<Table<?>> selected = new LinkedHashSet<>();
    for (String name : tables.split(",", -1)) {
      List<Table<?>> named =
          Tables.all().stream()
              .filter(table -> name.equals(table.layer()) || name.equals(table.qualifiedName()))
              .toList();
      if (named.isEmpty()) {
        throw new UsageException(
            "unknown table in --tables: '%s'; use tables or layers such as raw/tracks,analytics"
                .formatted(name));
      }
      selected.addAll(named);
    }
    return selected;
  }

  private DateSample dateSample() {
    try {
      return DateSample.parse(sample, sampleSeed);
    } catch (IllegalArgumentException invalid) {
      throw new UsageException(
          "invalid --sample: '%s'; use a percentage above 0%% and at most 100%%, for example 5%%"
              .formatted(sample));
    }
  }

  private static void checkNotEmpty(LakeInventory inventory, DateRange span, Lake lake) {
    if (inventory.isEmpty()) {
      throw new StageException(
          StageFailureReason.INPUT_MISSING,
          "no partition of the selected tables for %s: %s; choose other dates or --tables, or correct LAKE or --lake"
              .formatted(span, lake.uri()));
    }
  }

  /** Throws an exception with exit code 65 if there are problems. */
  private static void failOn(List<Finding> problems) {
    if (!problems.isEmpty()) {
      String count =
          problems.size() == 1
              ? "1 problem was found"
              : problems.size() + " problems were found; the first is";
      throw new CommandException(
          ExitCode.AUDIT, "%s: %s".formatted(count, problems.get(0).message()));
    }
  }
}
