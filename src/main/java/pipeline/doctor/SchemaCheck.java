package pipeline.doctor;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import pipeline.lake.Lake;
import pipeline.lake.Partition;
import pipeline.lake.Table;
import pipeline.lake.store.LakeException;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.Stage;

/** The newest partition of each table, beside the schema that this jar writes. */
public record SchemaCheck(Supplier<Lake> lake) implements HealthCheck {
  @Override
  public CheckResult check() {
    int present = 0;
    List<String> older = new ArrayList<>();
    for (Table<?> table : Tables.all()) {
      Optional<? extends Partition<?>> newest = findNewest(table);
      if (newest.isPresent()) {
        present++;
        if (newest.get().hasOlderSchema() && !table.layer().equals("raw")) {
          older.add(Stage.from(table).command() + " --date " + newest.get().ds());
        }
      }
    }
    if (!older.isEmpty()) {
      return CheckResult.warn(
          older.size() + " tables have the columns of an older pipeline.jar",
          "Rerun "
              + String.join(", ", older.stream().distinct().toList())
              + ", and the same for every date that you need.");
    }
    return CheckResult.ok(
        present == 0
            ? "there is no table yet"
            : "the newest partitions of %d tables are as this jar writes them".formatted(present));
  }

  private Optional<? extends Partition<?>> findNewest(Table<?> table) throws LakeException {
    List<LocalDate> dates = lake.get().listDates(table);
    return dates.isEmpty() ? Optional.empty() : lake.get().find(table, dates.get(dates.size() - 1));
  }
}
