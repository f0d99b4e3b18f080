package pipeline.iceberg;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.catalog.TableCommit;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitFailedException;
import pipeline.iceberg.StoreFileIO.StoredObject;

/**
 * Tables in a folder or below a prefix of a bucket, without a catalog server. The location of a
 * table is {@code <warehouse>/<namespace>/<name>}.
 */
final class FolderCatalog implements IcebergCatalog {
  private final StoreFileIO files;
  private final String warehouse;
  private final AtomicBoolean areWritesChecked = new AtomicBoolean();

  /**
   * Creates the catalog.
   *
   * @param warehouse the location of the tables, such as {@code s3://bucket/lake/iceberg}
   */
  FolderCatalog(StoreFileIO files, String warehouse) {
    this.files = files;
    this.warehouse = warehouse;
  }

  @Override
  public Optional<Table> find(TableIdentifier name) {
    FolderTableOperations table = operations(name);
    return table.current() == null ? Optional.empty() : Optional.of(table(table, name));
  }

  private FolderTableOperations operations(TableIdentifier name) {
    return new FolderTableOperations(files, location(name), areWritesChecked);
  }

  private String location(TableIdentifier name) {
    return "%s/%s/%s".formatted(warehouse, name.namespace(), name.name());
  }

  private static Table table(FolderTableOperations operations, TableIdentifier name) {
    return new BaseTable(operations, name.toString());
  }

  @Override
  public Table create(TableIdentifier name, Schema schema, Map<String, String> properties) {
    FolderTableOperations table = operations(name);
    TableMetadata metadata =
        TableMetadata.newTableMetadata(
            schema, IcebergSchemas.byDate(schema), location(name), properties);
    try {
      table.commit(null, metadata);
    } catch (CommitFailedException createdMeanwhile) {
      table.refresh();
    }
    return table(table, name);
  }

  @Override
  public boolean commitsTogether() {
    return false;
  }

  @Override
  public boolean hasWholeHistory() {
    return true;
  }

  @Override
  public void commit(List<TableCommit> changes) {
    throw new UnsupportedOperationException("A folder commits only single tables");
  }

  @Override
  public boolean checkCommit(Optional<TableIdentifier> name, String probe) {
    if (name.isPresent()) {
      operations(name.get()).checkConditionalWrites();
    } else {
      StoredObject file = files.testFile(warehouse, probe);
      byte[] bytes = ("written by doctor, " + probe).getBytes(UTF_8);
      file.store().put(file.key(), bytes);
      try {
        FolderTableOperations.checkConditionalWrites(file, bytes, () -> {});
      } finally {
        file.store().delete(file.key());
      }
    }
    return true;
  }

  @Override
  public void completeCommit(Table table) {
    ((FolderTableOperations) ((BaseTable) table).operations()).repairHint();
  }

  @Override
  public void close() {
    files.close();
  }
}
