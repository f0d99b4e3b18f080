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
 * @param remedy null where nothing has to be done
 */
public record DateStatus(LocalDate ds, List<TableStatus> tables, @Nullable RepairPlan remedy) {
  public DateStatus {
    tables = List.copyOf(tables);
  }

  TableStatus of(Table<?> table) {
    return tables.stream().filter(one -> one.table().equals(table)).findFirst().orElseThrow();
  }

  /** Whether every table is there, fits the others, and lacks nothing. */
  public boolean complete() {
    return remedy == null && tables.stream().allMatch(one -> one.state() == PartitionState.OK);
  }

  long bytes() {
    return tables.stream().mapToLong(TableStatus::bytes).sum();
  }

  /** When anything of it was last written. */
  Optional<Instant> modifiedAt() {
    return tables.stream().flatMap(one -> one.modifiedAt().stream()).max(Instant::compareTo);
  }
}
