package pipeline.iceberg;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableCommit;
import org.apache.iceberg.catalog.TableIdentifier;

/** The catalog of the Iceberg tables. Several threads can use a catalog at the same time. */
interface IcebergCatalog extends AutoCloseable {
  /** Returns a table; empty if it does not exist. */
  Optional<Table> find(TableIdentifier name);

  /**
   * Creates a table that is partitioned by the column {@link IcebergSchemas#DATE}. Returns the
   * existing table if another process creates it at the same time.
   */
  Table create(TableIdentifier name, Schema schema, Map<String, String> properties);

  /** Returns whether {@link #commit} is supported. */
  boolean commitsTogether();

  /**
   * Returns whether a table's metadata lists every snapshot that a reader can use. In a catalog
   * with branches, each branch can have its own metadata of the table.
   */
  boolean hasWholeHistory();

  /**
   * Commits changes of several tables, all or none.
   *
   * @throws UnsupportedOperationException if the catalog, or its server, commits only single tables
   */
  void commit(List<TableCommit> changes);

  /**
   * Checks that a change of a table can be committed. Commits nothing.
   *
   * @param name an existing table; empty if there is none
   * @param probe a name that no other run uses. The catalog can write a file of this name, which it
   *     deletes again.
   * @return false if this catalog cannot check it
   */
  boolean checkCommit(Optional<TableIdentifier> name, String probe);

  /** Completes the last commit of a table, if the writer stopped during this commit. */
  default void completeCommit(Table table) {}

  @Override
  void close();
}
