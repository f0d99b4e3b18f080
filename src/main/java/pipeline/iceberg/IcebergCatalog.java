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
   * Creates a table with one partition per date, in the column {@link IcebergSchemas#DATE}. Returns
   * the existing table if another process creates it at the same time.
   */
  Table create(TableIdentifier name, Schema schema, Map<String, String> properties);

  /** Returns whether {@link #commit} is supported. */
  boolean commitsTogether();

  /**
   * Commits changes of several tables, all or none.
   *
   * @throws UnsupportedOperationException if the catalog commits only single tables
   */
  void commit(List<TableCommit> changes);

  @Override
  void close();
}
