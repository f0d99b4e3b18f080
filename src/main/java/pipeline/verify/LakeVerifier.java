package pipeline.verify;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import pipeline.lake.Lake;
import pipeline.lake.Table;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.status.DateStatus;
import pipeline.status.PartitionState;
import pipeline.status.RepairPlan;
import pipeline.status.RepairStep;
import pipeline.status.StatusScanner;
import pipeline.status.TableStatus;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.DateRanges;
import pipeline.tables.stage.DateRanges.DateRange;
import pipeline.tables.stage.PurgeMarker;
import pipeline.tables.stage.Stage;
import pipeline.verify.LakeInventory.UnknownObject;

/**
 * Verifies the partitions of a range of dates. Finds the problems that {@code status} finds in
 * footers, and also checks all rows. A date that is only incomplete causes a warning, not a
 * finding. A date is incomplete if it has no partitions, a stage has not run, albums lack tracks, a
 * table has the schema of an older jar, or a purge was interrupted.
 *
 * @param tables the tables to verify
 * @param repairOptions the options of each command that repairs a date; empty if there are none
 */
public record LakeVerifier(Lake lake, Instant now, Set<Table<?>> tables, String repairOptions) {
  /** The maximum number of dates whose footers are in memory at the same time. */
  private static final int DATES_PER_SCAN = 31;

  private static final int MAX_RANGES = 3;

  /**
   * Verifies the partitions of an inventory.
   *
   * @param onVerified called after each partition, by several threads
   */
  public VerifyResult verify(
      LakeInventory inventory, DateRange span, DateSample sample, Runnable onVerified) {
    PartitionVerifier verifier = new PartitionVerifier(lake, tables, onVerified);
    List<LocalDate> dates = sample.select(inventory.partitions().keySet());
    List<Finding> findings = new ArrayList<>();
    List<RepairStep> steps = new ArrayList<>();
    Map<String, SortedSet<LocalDate>> incomplete = new TreeMap<>();
    addGaps(inventory, span, incomplete);
    for (int first = 0; first < dates.size(); first += DATES_PER_SCAN) {
      List<LocalDate> part = dates.subList(first, Math.min(first + DATES_PER_SCAN, dates.size()));
      List<DateStatus> wrong = new ArrayList<>();
      for (DateStatus date : new StatusScanner(lake, now, verifier).scan(part)) {
        List<Finding> ofDate = listFindings(date, verifier);
        RepairPlan plan = date.repairPlan();
        if (!ofDate.isEmpty()) {
          findings.addAll(ofDate);
          wrong.add(date);
        } else if (plan != null) {
          incomplete.computeIfAbsent(plan.reason(), reason -> new TreeSet<>()).add(date.ds());
        }
      }
      steps.addAll(RepairStep.from(wrong, repairOptions));
    }
    inventory.unknown().forEach(object -> findings.add(unknown(object)));
    return new VerifyResult(
        lake.uri(),
        span,
        sample,
        dates.size(),
        inventory.count(dates),
        verifier.rows(),
        findings,
        steps,
        incomplete.entrySet().stream()
            .map(
                each ->
                    "%s: %s; run the commands that pipeline status --from %s --to %s%s prints"
                        .formatted(
                            each.getKey(),
                            DateRanges.format(each.getValue(), MAX_RANGES),
                            each.getValue().first(),
                            each.getValue().last(),
                            repairOptions.isEmpty() ? "" : " " + repairOptions))
            .toList());
  }

  /** Adds the dates that the inventory lacks, except purged dates, today and later dates. */
  private void addGaps(
      LakeInventory inventory, DateRange span, Map<String, SortedSet<LocalDate>> incomplete) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    LocalDate purgedBefore = PurgeMarker.findPurgedBefore(lake).orElse(LocalDate.MIN);
    NavigableSet<LocalDate> gaps = new TreeSet<>(span.dates());
    gaps.removeAll(inventory.partitions().keySet());
    gaps.removeIf(ds -> ds.isBefore(purgedBefore) || !ds.isBefore(today));
    if (!gaps.isEmpty()) {
      incomplete.put("no partition to verify", gaps);
    }
  }

  private List<Finding> listFindings(DateStatus date, PartitionVerifier verifier) {
    List<Finding> findings = new ArrayList<>();
    for (TableStatus table : date.tables()) {
      if (tables.contains(table.table()) && isWrong(table, date)) {
        findings.add(finding(date, table.table(), table.state(), message(table, date)));
      }
    }
    for (PartitionEntry entry : verifier.takeRecorded(date.ds())) {
      Tables.find(entry.tableName())
          .flatMap(table -> date.table(table).footer())
          .filter(footer -> footer.contentHash().equals(entry.contentHash()))
          .flatMap(footer -> footer.find(PartitionMetadata.ROWS))
          .filter(rows -> !rows.equals(String.valueOf(entry.rows())))
          .ifPresent(rows -> findings.add(wrongCount(date, entry, rows)));
    }
    return findings;
  }

  private static boolean isWrong(TableStatus table, DateStatus date) {
    return switch (table.state()) {
      case OK, NOT_YET, PURGED -> false;
      case MISSING -> isExpected(Stage.from(table.table()), date);
      case OUTDATED -> !table.isOnlyOlder();
      case MIXED, NEWER, FOREIGN, DAMAGED -> true;
    };
  }

  /** Returns whether a table of this stage or of a later stage exists. */
  private static boolean isExpected(Stage stage, DateStatus date) {
    return date.tables().stream()
        .filter(table -> !table.state().isAbsent())
        .anyMatch(table -> Stage.from(table.table()).compareTo(stage) >= 0);
  }

  private String message(TableStatus table, DateStatus date) {
    return switch (table.state()) {
      case NEWER, FOREIGN, DAMAGED -> String.valueOf(table.problem());
      default ->
          "%s: %s; %s"
              .formatted(
                  table.problem(), location(table.table(), date), remedy(table.table(), date));
    };
  }

  private String location(Table<?> table, DateStatus date) {
    return lake.uri() + "/" + table.key(date.ds());
  }

  private static String remedy(Table<?> table, DateStatus date) {
    RepairPlan plan = date.repairPlan();
    if (plan == null || plan.commands().isEmpty()) {
      return "rerun " + Stage.from(table).rerunCommand(date.ds());
    }
    return "run "
        + plan.commands().get(0)
        + (plan.commands().size() == 1 ? "" : " and the later stages");
  }

  private Finding wrongCount(DateStatus date, PartitionEntry entry, String rows) {
    return finding(
        date,
        PartitionEntry.TABLE,
        PartitionState.MIXED,
        "wrong row count in analytics/partitions: %s; delete it, then rerun %s, because it records %d rows of %s instead of %s"
            .formatted(
                location(PartitionEntry.TABLE, date),
                Stage.LOAD.rerunCommand(date.ds()),
                entry.rows(),
                entry.tableName(),
                rows));
  }

  private static Finding finding(
      DateStatus date, Table<?> table, PartitionState state, String message) {
    return new Finding(
        state.symbol(),
        state.label(),
        date.ds(),
        table.qualifiedName(),
        table.key(date.ds()),
        message);
  }

  private Finding unknown(UnknownObject object) {
    return new Finding(
        PartitionState.FOREIGN.symbol(),
        "unknown",
        null,
        object.table().qualifiedName(),
        object.key(),
        "unknown object in the folder of a table: %s/%s; move it away, because query engines read all objects in this folder"
            .formatted(lake.uri(), object.key()));
  }
}
