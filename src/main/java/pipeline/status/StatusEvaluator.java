package pipeline.status;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.CaptureMetadata;
import pipeline.tables.stage.DateRules;
import pipeline.tables.stage.Stage;

/** Decides what a date's partitions mean; asks nothing. */
final class StatusEvaluator {
  private final Instant now;
  private final @Nullable LocalDate purgedBefore;

  /**
   * @param purgedBefore null where no date was purged
   */
  StatusEvaluator(Instant now, @Nullable LocalDate purgedBefore) {
    this.now = now;
    this.purgedBefore = purgedBefore;
  }

  DateStatus of(LocalDate ds, Map<Table<?>, PartitionProbe> found) {
    List<TableStatus> tables = Tables.all().stream().map(table -> table(table, ds, found)).toList();
    return new DateStatus(ds, tables, remedy(ds, tables));
  }

  private TableStatus table(Table<?> table, LocalDate ds, Map<Table<?>, PartitionProbe> all) {
    PartitionProbe found = all.get(table);
    if (found == null) {
      PartitionState absent = absent(ds, all.isEmpty());
      return new TableStatus(
          table, absent, absent == PartitionState.MISSING ? table + " is missing" : null, null);
    }
    if (found.failure() != null) {
      return new TableStatus(
          table, PartitionState.of(found.failure()), found.failure().getMessage(), found);
    }
    PartitionMetadata footer = found.readable().orElseThrow();
    String outdated = outdated(table, ds, footer, all);
    if (outdated != null) {
      return new TableStatus(table, PartitionState.OUTDATED, outdated, found);
    }
    if (mixed(table, footer, all)) {
      String why = table + " is not what load published with the star's other tables";
      return new TableStatus(table, PartitionState.MIXED, why, found);
    }
    return new TableStatus(table, PartitionState.OK, null, found);
  }

  private PartitionState absent(LocalDate ds, boolean nothingElse) {
    if (purged(ds)) {
      return PartitionState.PURGED;
    }
    boolean today = ds.equals(LocalDate.ofInstant(now, ZoneOffset.UTC));
    return today && nothingElse ? PartitionState.NOT_YET : PartitionState.MISSING;
  }

  private boolean purged(LocalDate ds) {
    return purgedBefore != null && ds.isBefore(purgedBefore);
  }

  private static @Nullable String outdated(
      Table<?> table, LocalDate ds, PartitionMetadata footer, Map<Table<?>, PartitionProbe> all) {
    for (Table<?> input : inputs(table)) {
      PartitionProbe made = all.get(input);
      if (made == null) {
        return table + " was made from a " + input + " that is gone";
      }
      boolean replaced =
          made.readable()
              .filter(
                  now -> !footer.inputHash(input.key(ds)).equals(Optional.of(now.contentHash())))
              .isPresent();
      if (replaced) {
        return table + " was made from a " + input + " that has been replaced since";
      }
    }
    boolean older = footer.schemaVersion() < table.version();
    return older && !table.layer().equals("raw")
        ? table + " has the columns of an older pipeline.jar"
        : null;
  }

  /** What its stage made it from. */
  private static List<Table<?>> inputs(Table<?> table) {
    return switch (Stage.from(table)) {
      case EXTRACT_RELEASES -> List.of();
      case EXTRACT_TRACKS -> List.of(RawRelease.TABLE);
      case TRANSFORM -> Tables.RAW;
      case LOAD -> Stream.concat(Tables.RAW.stream(), Tables.CLEAN.stream()).toList();
    };
  }

  private static boolean mixed(
      Table<?> table, PartitionMetadata footer, Map<Table<?>, PartitionProbe> all) {
    PartitionProbe partitions = all.get(PartitionEntry.TABLE);
    if (Stage.from(table) != Stage.LOAD
        || table.equals(PartitionEntry.TABLE)
        || partitions == null
        || partitions.star() == null) {
      return false;
    }
    return partitions
        .star()
        .findRow(table)
        .filter(row -> row.contentHash().equals(footer.contentHash()))
        .isEmpty();
  }

  private @Nullable RepairPlan remedy(LocalDate ds, List<TableStatus> tables) {
    if (tables.stream()
        .allMatch(
            one -> one.state() == PartitionState.NOT_YET || one.state() == PartitionState.PURGED)) {
      return null;
    }
    if (tables.stream().anyMatch(one -> one.state() == PartitionState.PURGED)) {
      return new RepairPlan(
          "the purge was stopped on its way",
          List.of("purge --before " + purgedBefore + " --yes"),
          false);
    }
    for (TableStatus one : tables) {
      if (one.why() != null) {
        return remedy(ds, one, tables);
      }
      if (one.table().equals(RawTrack.TABLE) && partial(one)) {
        return from(Stage.EXTRACT_TRACKS, "", "albums lack tracks", ds);
      }
    }
    return null;
  }

  private static boolean partial(TableStatus tracks) {
    return tracks.capture().map(CaptureMetadata::partial).orElse(false);
  }

  private RepairPlan remedy(LocalDate ds, TableStatus first, List<TableStatus> tables) {
    Stage stage = Stage.from(first.table());
    String why = why(stage, first, tables);
    boolean raw = first.table().layer().equals("raw");
    return switch (first.state()) {
      case FOREIGN, NEWER -> new RepairPlan(why, List.of(), false);
      case DAMAGED -> from(stage, raw ? " --replace" : "", first.table() + " is damaged", ds);
      default -> stage == Stage.EXTRACT_RELEASES ? listing(ds, tables) : from(stage, "", why, ds);
    };
  }

  private static String why(Stage stage, TableStatus first, List<TableStatus> tables) {
    boolean notRun =
        tables.stream()
            .filter(one -> Stage.from(one.table()) == stage)
            .allMatch(one -> one.state() == PartitionState.MISSING);
    return notRun ? stage.command() + " has not been run" : String.valueOf(first.why());
  }

  private RepairPlan listing(LocalDate ds, List<TableStatus> tables) {
    boolean nothing = tables.stream().allMatch(one -> one.state().absent());
    String why = nothing ? "nothing is there" : RawRelease.TABLE + " is gone";
    boolean late = DateRules.isHistorical(ds, now);
    return new RepairPlan(
        late ? why + "; of a date that has passed a search gives a sample" : why,
        List.of("run --date " + ds),
        late);
  }

  /** That stage and all after it. */
  private RepairPlan from(Stage first, String option, String why, LocalDate ds) {
    List<String> commands = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      if (stage.compareTo(first) >= 0) {
        commands.add(stage.command() + " --date " + ds + (stage == first ? option : ""));
      }
    }
    boolean sample = first == Stage.EXTRACT_RELEASES && DateRules.isHistorical(ds, now);
    return new RepairPlan(
        sample ? why + "; made anew, it is a sample that a search finds" : why,
        commands,
        option.isEmpty() && DateRules.isHistorical(ds, now));
  }
}
