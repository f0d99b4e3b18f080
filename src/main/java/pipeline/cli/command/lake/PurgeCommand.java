package pipeline.cli.command.lake;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pipeline.cli.command.LakeCommand;
import pipeline.cli.console.ProgressTask;
import pipeline.cli.option.OptionChecks;
import pipeline.cli.result.StageResult;
import pipeline.cli.result.UsageException;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.RunContext;
import pipeline.cli.run.RunReport;
import pipeline.lake.Lake;
import pipeline.purge.DeletionCandidate;
import pipeline.purge.DeletionSummary;
import pipeline.purge.ExpiredPartitions;
import pipeline.purge.WorkFile;
import pipeline.purge.WorkFileScanner;
import pipeline.tables.stage.PurgeMarker;

@Command(
    name = "purge",
    header = "Delete old dates, and what stopped runs left in work/.",
    description = {
      "",
      "Tells what would be deleted; with --yes it is. Of an old date every layer is deleted. Do not"
          + " run such a date again: Spotify has no past, so it would come back as a sample that a"
          + " search finds."
    },
    footer = {
      "",
      "Examples:",
      "  pipeline purge --keep-days 400",
      "  pipeline purge --before 2024-01-01 --yes",
      "  pipeline purge --work --yes"
    })
public final class PurgeCommand extends LakeCommand {
  private static final String WARNING =
      "Do not run purged dates again: Spotify has no past, so they would come back as samples that"
          + " a search finds.";

  @Option(
      names = "--keep-days",
      order = 1,
      paramLabel = "<n>",
      description = "Keep today and the <n> dates before it, delete what is older.")
  private @Nullable Integer keepDays;

  @Option(
      names = "--before",
      order = 1,
      paramLabel = "<YYYY-MM-DD>",
      description = "Or delete the dates before this one.")
  private @Nullable LocalDate before;

  @Option(
      names = "--work",
      order = 2,
      description =
          "Delete what stopped runs left: progress, temporary files, unfinished uploads, and the"
              + " pages of searches that are older than 30 days.")
  private boolean work;

  @Option(
      names = "--older-than",
      order = 2,
      paramLabel = "<time>",
      description =
          "With --work: what was not written to for so long, as 90m or 72h. Runs that go on need"
              + " theirs. Default: 48h.")
  private Duration olderThan = WorkFileScanner.DEFAULT_RETENTION;

  @Option(names = "--yes", order = 3, description = "Yes, delete it.")
  private boolean yes;

  public PurgeCommand(CommandSession session) {
    super(session);
  }

  @Override
  @Nullable
  protected String dateText() {
    return null;
  }

  @Override
  protected void run(RunContext context, RunReport report) throws IOException {
    @Nullable LocalDate firstKept = firstKeptDate(context);
    boolean deleted =
        session
            .lakeProvider()
            .use(
                context,
                lake ->
                    purge(
                        lake,
                        firstKept,
                        listCandidates(lake, firstKept, context),
                        context,
                        report));
    List<String> warnings = firstKept == null ? List.of() : List.of(WARNING);
    report.add(
        new StageResult(
            deleted, Map.of(), null, false, false, false, context.requestStats(), warnings));
  }

  /** The first date to be kept; null for all. */
  private @Nullable LocalDate firstKeptDate(RunContext context) {
    if (keepDays != null && before != null) {
      throw new UsageException("--keep-days and --before say the same: leave one of them out");
    }
    if (keepDays == null) {
      if (before == null && !work) {
        throw new UsageException(
            "Purge what? For example: pipeline purge --keep-days 400, or pipeline purge --work");
      }
      return before;
    }
    OptionChecks.requireAtLeast(1, keepDays, "--keep-days");
    return LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC).minusDays(keepDays);
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

  private boolean purge(
      Lake lake,
      @Nullable LocalDate firstKept,
      List<DeletionCandidate> found,
      RunContext context,
      RunReport report) {
    report.addDetail("dry_run", !yes);
    if (found.isEmpty()) {
      addDetails(new DeletionSummary(), report);
      session.console().print("Nothing to delete in " + lake.uri() + ".");
      return false;
    }
    if (!yes) {
      DeletionSummary all = DeletionSummary.from(found);
      addDetails(all, report);
      session
          .console()
          .print(
              "Would delete from %s (add --yes to do so):%n%s".formatted(lake.uri(), all.format()));
      return false;
    }
    if (firstKept != null) {
      PurgeMarker.recordPurgedBefore(lake, firstKept);
    }
    delete(lake, found, context, report);
    return true;
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
