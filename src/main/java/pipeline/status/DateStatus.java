package pipeline.status;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;

/**
 * All tables of a date, in the order in which they are made.
 *
 * @param repairPlan null where nothing has to be done
 */
public record DateStatus(LocalDate ds, List<TableStatus> tables, @Nullable RepairPlan repairPlan) {
  public DateStatus {
    tables = List.copyOf(tables);
  }

  TableStatus table(Table<?> table) {
    return tables.stream().filter(one -> one.table().equals(table)).findFirst().orElseThrow();
  }

  /** Whether every table is there, fits the others, and lacks nothing. */
  public boolean isComplete() {
    return repairPlan == null
        && tables.stream().allMatch(table -> table.state() == PartitionState.OK);
  }

  long bytes() {
    return tables.stream().mapToLong(TableStatus::bytes).sum();
  }

  /** When anything of it was last written. */
  Optional<Instant> modifiedAt() {
    return tables.stream().flatMap(table -> table.modifiedAt().stream()).max(Instant::compareTo);
  }
}
