package pipeline.status;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipeline.iceberg.PublishedDates;
import pipeline.lake.Table;

/**
 * The status of all tables of a date.
 *
 * @param tables the tables in the order in which the stages build them
 * @param repairPlan null if no repair is needed
 */
public record DateStatus(LocalDate ds, List<TableStatus> tables, @Nullable RepairPlan repairPlan) {
  public DateStatus {
    tables = List.copyOf(tables);
  }

  /** Returns the status of a table. */
  public TableStatus table(Table<?> table) {
    return tables.stream().filter(status -> status.table().equals(table)).findFirst().orElseThrow();
  }

  /** Returns whether all tables exist, are complete and belong to the same version of the date. */
  public boolean isComplete() {
    return repairPlan == null
        && tables.stream().allMatch(table -> table.state() == PartitionState.OK);
  }

  /** Returns a copy of each date's status that also has the states of the Iceberg tables. */
  public static List<DateStatus> compareAll(List<DateStatus> dates, PublishedDates published) {
    return dates.stream().map(date -> date.compareWith(published)).toList();
  }

  private DateStatus compareWith(PublishedDates published) {
    return new DateStatus(
        ds,
        tables.stream().map(table -> table.with(IcebergState.of(table, ds, published))).toList(),
        repairPlan);
  }

  /**
   * Returns the plan that repairs the partitions of this date or, if the date is complete, the plan
   * that publishes the Iceberg tables. Returns null if nothing is to be done.
   */
  @Nullable RepairPlan nextPlan() {
    return isComplete() ? iceberg().flatMap(state -> state.plan(ds)).orElse(null) : repairPlan;
  }

  /** Returns the state of all Iceberg tables; empty if they were not read. */
  public Optional<IcebergState> iceberg() {
    return Optional.ofNullable(IcebergState.combine(tables));
  }

  long bytes() {
    return tables.stream().mapToLong(TableStatus::bytes).sum();
  }

  /** Returns the time of the last write to any table; empty if no table exists. */
  Optional<Instant> modifiedAt() {
    return tables.stream().flatMap(table -> table.modifiedAt().stream()).max(Instant::compareTo);
  }
}
