package pipeline.iceberg;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.iceberg.BaseTransaction;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;
import pipeline.iceberg.TableChanges.TableChange;
import pipeline.lake.Lake;
import pipeline.lake.Table;
import pipeline.tables.row.Tables;

/**
 * Removes the rows of old dates from all Iceberg tables. The data files stay until the earlier
 * snapshots are deleted, see {@link IcebergMaintenance}.
 */
public final class IcebergPurge {
  /** The old dates of a table. */
  public record TableDates(Table<?> table, SortedSet<LocalDate> dates) {}

  private final Lake lake;
  private final IcebergTables tables;
  private final LocalDate cutoff;
  private final Expression isOld;

  /**
   * Creates a purge.
   *
   * @param lake reads several tables at the same time
   * @param cutoff the first date that stays
   */
  public IcebergPurge(Lake lake, IcebergTables tables, LocalDate cutoff) {
    this.lake = lake;
    this.tables = tables;
    this.cutoff = cutoff;
    this.isOld = Expressions.lessThan(IcebergSchemas.DATE, cutoff.toString());
  }

  /** Returns the tables that have old dates. */
  public List<TableDates> list() {
    return tables.translate(
        () ->
            withDates(
                lake.readAll(
                    Tables.all(),
                    table -> dates(table, TableContent.find(tables.catalog(), table, isOld)))));
  }

  /**
   * Removes the rows of old dates by one commit, or by one commit per table if the catalog commits
   * only single tables. With one commit per table, a table is committed before the tables that it
   * refers to.
   *
   * @param runId the run, which the summary of the snapshots records
   * @return the tables that had old dates
   */
  public List<TableDates> remove(String runId) {
    List<List<Table<?>>> lastPublishedFirst = new ArrayList<>(TableChanges.GROUPS);
    Collections.reverse(lastPublishedFirst);
    return tables.translate(
        () ->
            withDates(
                new TableChanges(lake, tables.catalog())
                    .commit(lastPublishedFirst, table -> prepare(table, runId)).stream()
                        .map(TableChange::result)
                        .toList()));
  }

  private TableChange<TableDates> prepare(Table<?> source, String runId) {
    TableIdentifier name = IcebergSchemas.name(source);
    org.apache.iceberg.@Nullable Table table = tables.catalog().find(name).orElse(null);
    TableDates old =
        dates(source, table == null ? TableContent.EMPTY : TableContent.read(table, isOld));
    if (table == null || old.dates().isEmpty()) {
      return new TableChange<>(old, name, table, null);
    }
    BaseTransaction transaction = (BaseTransaction) table.newTransaction();
    transaction
        .newDelete()
        .deleteFromRowFilter(isOld)
        .set("pipeline.run_id", runId)
        .set("pipeline.purged_before", cutoff.toString())
        .commit();
    return new TableChange<>(old, name, table, transaction);
  }

  private static TableDates dates(Table<?> table, TableContent content) {
    return new TableDates(table, new TreeSet<>(content.filesByDate().keySet()));
  }

  private static List<TableDates> withDates(List<TableDates> all) {
    return all.stream().filter(table -> !table.dates().isEmpty()).toList();
  }
}
