package pipeline.iceberg;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.iceberg.BaseTransaction;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.UpdateRequirement;
import org.apache.iceberg.catalog.TableCommit;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Lake;
import pipeline.lake.Table;
import pipeline.tables.row.Tables;

/**
 * Commits changes of several tables: all or none if the catalog supports it, otherwise one table
 * after another. If another process commits at the same time, the changes are prepared again.
 */
final class TableChanges {
  /**
   * The tables in groups. Tables are published in this order, so that a table becomes visible only
   * after the tables that it refers to.
   */
  static final List<List<Table<?>>> GROUPS =
      Stream.of(List.of(Tables.RAW), Tables.CLEAN_GROUPS, Tables.ANALYTICS_GROUPS)
          .flatMap(List::stream)
          .toList();

  /**
   * The retry policy for conflicts with other writers. Random pauses let one of the writers win.
   */
  private static final RetryPolicy<Object> CONFLICTS =
      RetryPolicy.builder()
          .handle(CommitFailedException.class, ValidationException.class)
          .withMaxAttempts(20)
          .withBackoff(Duration.ofMillis(10), Duration.ofSeconds(1))
          .withJitter(0.5)
          .build();

  /**
   * A prepared change of one table. {@link TableChanges} commits it.
   *
   * @param result a description of the change
   * @param table the table in the version that was read; null if it does not exist
   * @param transaction null if the table stays as it is
   */
  record TableChange<R>(
      R result,
      TableIdentifier name,
      org.apache.iceberg.@Nullable Table table,
      @Nullable BaseTransaction transaction) {
    boolean isChange() {
      return transaction != null;
    }

    private Stream<TableCommit> toTableCommit() {
      if (transaction != null) {
        return Stream.of(
            TableCommit.create(name, transaction.startMetadata(), transaction.currentMetadata()));
      }
      return Stream.ofNullable(table).map(read -> UnchangedTable.require(name, read));
    }

    /**
     * Commits the change. The first attempt commits the prepared metadata directly, because
     * Iceberg's transaction would read the metadata again before the commit. If the prepared
     * metadata is outdated, a second attempt uses the transaction.
     */
    private TableChange<R> commit() {
      if (transaction != null) {
        try {
          transaction
              .underlyingOps()
              .commit(transaction.startMetadata(), transaction.currentMetadata());
        } catch (CommitFailedException outdated) {
          transaction.commitTransaction();
        }
      }
      return this;
    }
  }

  /**
   * An unchanged table in a commit of several tables. The commit fails if another process has
   * changed the rows of this table since the table was read. Without this check, two writers that
   * change different tables of a date could both succeed. The date would then be a mixture of both
   * writers' versions.
   */
  private record UnchangedTable(TableIdentifier identifier, List<UpdateRequirement> requirements)
      implements TableCommit {
    static TableCommit require(TableIdentifier name, org.apache.iceberg.Table table) {
      Snapshot current = table.currentSnapshot();
      return new UnchangedTable(
          name,
          List.of(
              new UpdateRequirement.AssertRefSnapshotID(
                  SnapshotRef.MAIN_BRANCH, current == null ? null : current.snapshotId())));
    }

    @Override
    public List<MetadataUpdate> updates() {
      return List.of();
    }
  }

  private final Lake lake;
  private final IcebergCatalog catalog;

  /**
   * Creates an object that commits changes of a catalog's tables.
   *
   * @param lake reads several tables at the same time
   */
  TableChanges(Lake lake, IcebergCatalog catalog) {
    this.lake = lake;
    this.catalog = catalog;
  }

  /**
   * Commits one change per item, and returns the changes in the order of the items. After a
   * conflict, prepares the changes again and returns the new changes.
   *
   * @param groups the items, such as tables, in groups. If the catalog commits only single tables,
   *     it commits the groups in this order.
   * @param prepare returns the change for an item. It is called again after a conflict.
   */
  <T, R> List<TableChange<R>> commit(List<List<T>> groups, Function<T, TableChange<R>> prepare) {
    if (!catalog.commitsTogether()) {
      return commitInGroups(groups, prepare);
    }
    List<T> all = groups.stream().flatMap(List::stream).toList();
    try {
      return retryOnConflict(() -> commitTogether(all, prepare));
    } catch (UnsupportedOperationException singleTablesOnly) {
      return commitInGroups(groups, prepare);
    }
  }

  private <T, R> List<TableChange<R>> commitTogether(
      List<T> items, Function<T, TableChange<R>> prepare) {
    List<TableChange<R>> changes = lake.processAll(items, prepare);
    if (changes.stream().anyMatch(TableChange::isChange)) {
      catalog.commit(changes.stream().flatMap(TableChange::toTableCommit).toList());
    }
    return changes;
  }

  /** Prepares all changes at the same time, and commits them group by group. */
  private <T, R> List<TableChange<R>> commitInGroups(
      List<List<T>> groups, Function<T, TableChange<R>> prepare) {
    List<List<PreparedItem<T, R>>> prepared = prepareGroups(groups, prepare);
    List<TableChange<R>> committed = new ArrayList<>();
    for (List<PreparedItem<T, R>> group : prepared) {
      committed.addAll(lake.processAll(group, item -> commit(item, prepare)));
    }
    return committed;
  }

  private record PreparedItem<T, R>(T item, TableChange<R> change) {}

  private <T, R> List<List<PreparedItem<T, R>>> prepareGroups(
      List<List<T>> groups, Function<T, TableChange<R>> prepare) {
    List<T> all = groups.stream().flatMap(List::stream).toList();
    Iterator<TableChange<R>> changes =
        lake.processAll(all, item -> retryOnConflict(() -> prepare(item, prepare))).iterator();
    List<List<PreparedItem<T, R>>> prepared = new ArrayList<>();
    for (List<T> group : groups) {
      prepared.add(group.stream().map(item -> new PreparedItem<>(item, changes.next())).toList());
    }
    return prepared;
  }

  private <T, R> TableChange<R> prepare(T item, Function<T, TableChange<R>> prepare) {
    TableChange<R> change = prepare.apply(item);
    if (change.table() != null && !change.isChange()) {
      catalog.completeCommit(change.table());
    }
    return change;
  }

  private <T, R> TableChange<R> commit(
      PreparedItem<T, R> first, Function<T, TableChange<R>> prepare) {
    try {
      return first.change().commit();
    } catch (CommitFailedException | ValidationException conflict) {
      return retryOnConflict(() -> prepare(first.item(), prepare).commit());
    }
  }

  private static <T> T retryOnConflict(Supplier<T> attempt) {
    return Failsafe.with(CONFLICTS).get(attempt::get);
  }
}
