package pipeline.iceberg;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.encryption.EncryptionManager;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a table whose metadata has been read already. Iceberg's transaction refreshes
 * the metadata when it begins. This first refresh returns the metadata that has been read already.
 * If another process has changed the table since that read, the commit fails, and the next refresh
 * reads the change.
 */
final class ReadOperations implements TableOperations {
  private final TableOperations table;
  private final AtomicBoolean isFirst = new AtomicBoolean(true);

  ReadOperations(TableOperations table) {
    this.table = table;
  }

  @Override
  public @Nullable TableMetadata current() {
    return table.current();
  }

  @Override
  public @Nullable TableMetadata refresh() {
    return isFirst.getAndSet(false) ? table.current() : table.refresh();
  }

  @Override
  public void commit(@Nullable TableMetadata base, TableMetadata metadata) {
    table.commit(base, metadata);
  }

  @Override
  public FileIO io() {
    return table.io();
  }

  @Override
  public EncryptionManager encryption() {
    return table.encryption();
  }

  @Override
  public String metadataFileLocation(String name) {
    return table.metadataFileLocation(name);
  }

  @Override
  public LocationProvider locationProvider() {
    return table.locationProvider();
  }

  @Override
  public TableOperations temp(TableMetadata uncommitted) {
    return table.temp(uncommitted);
  }

  @Override
  public long newSnapshotId() {
    return table.newSnapshotId();
  }

  @Override
  public boolean requireStrictCleanup() {
    return table.requireStrictCleanup();
  }
}
