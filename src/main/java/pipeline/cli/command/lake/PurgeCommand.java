package pipeline.cli.command.lake;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pipeline.cli.command.IcebergAccess;
import pipeline.cli.command.LakeCommand;
import pipeline.cli.console.ProgressTask;
import pipeline.cli.option.OptionChecks;
import pipeline.cli.result.RunReport;
import pipeline.cli.result.StageResult;
import pipeline.cli.result.UsageException;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.RunContext;
import pipeline.iceberg.IcebergPurge;
import pipeline.iceberg.IcebergPurge.TableDates;
import pipeline.iceberg.IcebergTables;
import pipeline.lake.Lake;
import pipeline.output.Quantity;
import pipeline.purge.DeletionCandidate;
import pipeline.purge.DeletionSummary;
import pipeline.purge.ExpiredPartitions;
import pipeline.purge.WorkFile;
import pipeline.purge.WorkFileScanner;
import pipeline.tables.stage.DateRanges;
import pipeline.tables.stage.DateRanges.DateRange;
import pipeline.tables.stage.PurgeMarker;

@Command(
    name = "purge",
    header = "Delete old partitions and abandoned files in work/.",
    description = {
      "",
      "Only prints what would be deleted, unless --yes is given. All layers of an old date are"
          + " deleted. Do not run a purged date again: Spotify does not return earlier listings, so"
          + " the new partition would be a sample from a historical search."
    },
    footer = {
      "",
      "Examples:",
      "  pipeline purge --keep-days 400",
      "  pipeline purge --before 2024-01-01 --yes",
      "  pipeline purge --before 2024-01-01 --iceberg --yes",
      "  pipeline purge --work --yes"
    })
public final class PurgeCommand extends LakeCommand {
  private static final int MAX_RANGES_SHOWN = 3;
  private static final String WARNING =
      "Do not run purged dates again: Spotify does not return earlier listings, so the new"
          + " partitions would be samples from a historical search.";

  @Option(
      names = "--keep-days",
      order = 1,
      paramLabel = "<n>",
      description = "Keep today and the <n> dates before it, and delete older dates.")
  private @Nullable Integer keepDays;

  @Option(
      names = "--before",
      order = 1,
      paramLabel = "<YYYY-MM-DD>",
      description = "Delete all dates before this one. Cannot be combined with --keep-days.")
  private @Nullable LocalDate before;

  @Option(
      names = "--work",
      order = 2,
      description =
          "Delete the leftovers of interrupted runs: checkpoints, temporary files and incomplete"
              + " uploads. Also delete stored pages of historical searches that are older than 30"
              + " days.")
  private boolean work;

  @Option(
      names = "--older-than",
      order = 2,
      paramLabel = "<time>",
      description =
          "With --work: minimum age of the files to delete, such as 90m or 72h. Must exceed the"
              + " duration of the longest run. Does not apply to the pages of historical searches."
              + " Default: 48h.")
  private Duration olderThan = WorkFileScanner.DEFAULT_RETENTION;

  @Option(
      names = "--iceberg",
      order = 2,
      description =
          "Also remove the dates from the Iceberg tables. The data files stay until expire-iceberg"
              + " deletes the old snapshots.")
  private boolean iceberg;

  @Option(
      names = "--yes",
      order = 3,
      description = "Delete, instead of only printing what would be deleted.")
  private boolean yes;

  public PurgeCommand(CommandSession session) {
    super(session);
  }

  @Override
  protected void run(RunContext context, RunReport report) {
    @Nullable LocalDate firstKept = firstKeptDate(context);
    List<String> warnings = firstKept == null ? List.of() : List.of(WARNING);
    Lake lake = context.lake();
    List<DeletionCandidate> candidates = listCandidates(lake, firstKept, context);
    report.addDetail("dry_run", !yes);
    boolean deleted = yes && !candidates.isEmpty();
    if (deleted && firstKept != null) {
      PurgeMarker.recordPurgedBefore(lake, firstKept);
    }
    // The Iceberg tables are purged before the partitions that they were made from, just as the
    // tables of later stages are purged before those of earlier stages.
    boolean removed = iceberg && firstKept != null && purgeIceberg(firstKept, context, report);
    if (deleted) {
      delete(lake, candidates, context, report);
    } else {
      DeletionSummary all = DeletionSummary.from(candidates);
      addDetails(all, report);
      session
          .console()
          .print(
              candidates.isEmpty()
                  ? "Nothing to delete in " + lake.uri() + "."
                  : "Would delete from %s (add --yes to delete):%n%s"
                      .formatted(lake.uri(), all.format()));
    }
    report.add(StageResult.EMPTY.with(deleted || removed, Map.of(), warnings));
  }

  /** Returns the first date that stays in the lake; null if no date is deleted. */
  private @Nullable LocalDate firstKeptDate(RunContext context) {
    if (keepDays != null && before != null) {
      throw new UsageException("--keep-days and --before exclude each other; remove one of them");
    }
    if (iceberg && keepDays == null && before == null) {
      throw new UsageException(
          "no dates for --iceberg; add --keep-days or --before, for example pipeline purge"
              + " --keep-days 400 --iceberg");
    }
    if (keepDays == null) {
      if (before == null && !work) {
        throw new UsageException(
            "nothing to purge is selected; add --keep-days, --before or --work, for example"
                + " pipeline purge --keep-days 400");
      }
      return before;
    }
    OptionChecks.checkMinimum("--keep-days", keepDays, 1);
    return context.today().minusDays(keepDays);
  }

  private List<DeletionCandidate> listCandidates(
      Lake lake, @Nullable LocalDate firstKept, RunContext context) {
    Map<String, DeletionCandidate> found = new LinkedHashMap<>();
    if (firstKept != null) {
      new ExpiredPartitions(lake, firstKept)
          .list()
          .forEach(candidate -> found.put(candidate.name(), candidate));
    }
    if (work) {
      new WorkFileScanner(lake, olderThan)
          .list().stream()
              .filter(workFile -> workFile.isExpired(context.clock().instant()))
              .map(WorkFile::candidate)
              .forEach(candidate -> found.putIfAbsent(candidate.name(), candidate));
    }
    return new ArrayList<>(found.values());
  }

  /**
   * If --yes is given, removes old dates from the Iceberg tables. Returns whether dates were
   * removed.
   */
  private boolean purgeIceberg(LocalDate firstKept, RunContext context, RunReport report) {
    List<TableDates> old;
    try (IcebergTables tables = IcebergAccess.open(context)) {
      IcebergPurge purge = new IcebergPurge(context.lake(), tables, firstKept);
      old = yes ? purge.remove(context.runId()) : purge.list();
    }
    SortedSet<LocalDate> dates = new TreeSet<>();
    // Not a lambda, because picocli would load the types of its parameters even without --iceberg.
    for (TableDates table : old) {
      dates.addAll(table.dates());
    }
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("tables", old.size());
    details.put("dates", DateRanges.from(dates).stream().map(DateRange::interval).toList());
    report.addDetail("iceberg", details);
    session
        .console()
        .print(
            old.isEmpty()
                ? "Nothing to remove from the Iceberg tables."
                : "%s %s: %s"
                    .formatted(
                        yes ? "Removed from" : "Would remove from",
                        Quantity.format(old.size(), "Iceberg table"),
                        DateRanges.format(dates, MAX_RANGES_SHOWN)));
    return yes && !old.isEmpty();
  }

  private void delete(
      Lake lake, List<DeletionCandidate> found, RunContext context, RunReport report) {
    DeletionSummary deleted = new DeletionSummary();
    try (ProgressTask progress = context.progress().start("purge", found.size())) {
      for (DeletionCandidate candidate : found) {
        candidate.deletion().run();
        deleted.add(candidate);
        progress.advance(1);
      }
    } finally {
      addDetails(deleted, report);
      session.console().print("Deleted from %s:%n%s".formatted(lake.uri(), deleted.format()));
    }
  }

  private static void addDetails(DeletionSummary summary, RunReport report) {
    report.addDetail("dates", summary.dates().size());
    report.addDetail("objects", summary.objects());
    report.addDetail("bytes", summary.bytes());
    report.addDetail("purged", summary.toMap());
  }
}
