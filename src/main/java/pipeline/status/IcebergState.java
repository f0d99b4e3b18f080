package pipeline.status;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pipeline.iceberg.PublishedDates;

/** The states of a date in the Iceberg tables, compared with the partitions of the lake. */
public enum IcebergState {
  /** The Iceberg table has the rows of the partition. */
  PUBLISHED("✓"),
  /** Nothing can be compared: no rows exist, or the footer of the partition is unreadable. */
  NONE("–"),
  /** The Iceberg table has rows of a date without a partition, for example of a purged date. */
  EXTRA("–"),
  MISSING("–"),
  /** Only some Iceberg tables have the rows of their partitions. */
  PARTLY("!"),
  /** The Iceberg table has other rows than the partition. */
  OUTDATED("!");

  private static final String COMMAND = "publish-iceberg";

  private final String symbol;

  IcebergState(String symbol) {
    this.symbol = symbol;
  }

  String symbol() {
    return symbol;
  }

  /** Returns the name of the state in JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the plan that publishes a loaded date; empty if no table of the date must be published.
   */
  Optional<RepairPlan> plan(LocalDate ds) {
    if (this == PUBLISHED || this == NONE || this == EXTRA) {
      return Optional.empty();
    }
    String reason =
        this == OUTDATED
            ? "Iceberg tables have other rows than the partitions"
            : "Iceberg tables lack rows of the partitions";
    return Optional.of(new RepairPlan(reason, List.of(COMMAND + " --date " + ds), COMMAND));
  }

  static IcebergState of(TableStatus table, LocalDate ds, PublishedDates published) {
    boolean hasRows = published.hasRows(table.table(), ds);
    if (table.state().isAbsent()) {
      return hasRows ? EXTRA : NONE;
    }
    return table
        .footer()
        .map(
            footer -> {
              if (published.hasContent(table.table(), ds, footer)) {
                return PUBLISHED;
              }
              return hasRows ? OUTDATED : MISSING;
            })
        .orElse(NONE);
  }

  /**
   * Returns the combined state of several tables of a date; null if they were not compared. A table
   * with an empty partition is PUBLISHED even before the date is published, because its Iceberg
   * table also has no rows of the date. Such tables affect the result only if all other tables are
   * NONE.
   */
  static @Nullable IcebergState combine(List<TableStatus> tables) {
    Set<IcebergState> states = EnumSet.noneOf(IcebergState.class);
    for (TableStatus table : tables) {
      if (table.iceberg() == null) {
        return null;
      }
      boolean isEmpty = table.footer().filter(footer -> footer.rows() == 0).isPresent();
      if (!(isEmpty && table.iceberg() == PUBLISHED) && table.iceberg() != NONE) {
        states.add(table.iceberg());
      }
    }
    if (states.isEmpty()) {
      boolean isPublished = tables.stream().anyMatch(table -> table.iceberg() == PUBLISHED);
      return isPublished ? PUBLISHED : NONE;
    }
    if (states.size() == 1) {
      return states.iterator().next();
    }
    return states.contains(OUTDATED) ? OUTDATED : PARTLY;
  }
}
