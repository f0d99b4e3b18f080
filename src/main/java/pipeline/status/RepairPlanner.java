package pipeline.status;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.stage.CaptureMetadata;
import pipeline.tables.stage.DateRules;
import pipeline.tables.stage.Stage;

/**
 * The rules that select the commands to repair a date.
 *
 * @param purgedBefore the date before which all dates were purged; null if none was purged
 */
record RepairPlanner(Instant now, @Nullable LocalDate purgedBefore) {
  /**
   * Returns the commands that repair a date. Returns null if the tables are complete, purged or not
   * expected yet.
   *
   * @param tables the status of all tables, in the order of publication
   */
  @Nullable RepairPlan plan(LocalDate ds, List<TableStatus> tables) {
    if (tables.stream()
        .allMatch(
            table ->
                table.state() == PartitionState.NOT_YET
                    || table.state() == PartitionState.PURGED)) {
      return null;
    }
    if (tables.stream().anyMatch(table -> table.state() == PartitionState.PURGED)) {
      return new RepairPlan(
          "a purge was interrupted", List.of("purge --before " + purgedBefore + " --yes"), "");
    }
    for (TableStatus table : tables) {
      if (table.problem() != null) {
        return repairTable(ds, table, tables);
      }
      if (table.table().equals(RawTrack.TABLE) && isPartial(table)) {
        return repairFrom(Stage.EXTRACT_TRACKS, "", "albums lack tracks", ds);
      }
    }
    return null;
  }

  private static boolean isPartial(TableStatus tracks) {
    return tracks.capture().map(CaptureMetadata::partial).orElse(false);
  }

  private RepairPlan repairTable(LocalDate ds, TableStatus first, List<TableStatus> tables) {
    Stage stage = Stage.from(first.table());
    String reason = reason(stage, first, tables);
    boolean raw = first.table().layer().equals("raw");
    return switch (first.state()) {
      case FOREIGN, NEWER -> new RepairPlan(reason, List.of(), "");
      case DAMAGED ->
          first.hasIntactFooter()
              ? repairFrom(
                  stage,
                  "",
                  first.table()
                      + " has damaged rows but an intact footer; delete the object before you run"
                      + " the commands",
                  ds)
              : repairFrom(stage, raw ? " --replace" : "", first.table() + " is damaged", ds);
      default ->
          stage == Stage.EXTRACT_RELEASES
              ? repairListing(ds, tables)
              : repairFrom(stage, "", reason, ds);
    };
  }

  private static String reason(Stage stage, TableStatus first, List<TableStatus> tables) {
    boolean hasNotRun =
        tables.stream()
            .filter(table -> Stage.from(table.table()) == stage)
            .allMatch(table -> table.state() == PartitionState.MISSING);
    return hasNotRun ? stage.command() + " has not run" : String.valueOf(first.problem());
  }

  private RepairPlan repairListing(LocalDate ds, List<TableStatus> tables) {
    boolean nothing = tables.stream().allMatch(table -> table.state().isAbsent());
    String reason = nothing ? "no partition exists" : RawRelease.TABLE + " is missing";
    return RepairPlan.withBackfill(
        withSampleNote(reason, ds), List.of("run --date " + ds), DateRules.isHistorical(ds, now));
  }

  private String withSampleNote(String reason, LocalDate ds) {
    return DateRules.isHistorical(ds, now)
        ? reason + "; a historical search finds only a sample of the albums"
        : reason;
  }

  /**
   * Returns the plan that runs a stage and all later stages.
   *
   * @param option the option of the first command; empty if the command needs no option
   */
  private RepairPlan repairFrom(Stage first, String option, String reason, LocalDate ds) {
    List<String> commands = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      if (stage.compareTo(first) >= 0) {
        commands.add(stage.command() + " --date " + ds + (stage == first ? option : ""));
      }
    }
    return RepairPlan.withBackfill(
        first == Stage.EXTRACT_RELEASES ? withSampleNote(reason, ds) : reason,
        commands,
        option.isEmpty() && DateRules.isHistorical(ds, now));
  }
}
