package pipeline.iceberg;

import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import pipeline.lake.Lake;
import pipeline.tables.row.Tables;

/**
 * The result of checking the catalog and the rights in the catalog.
 *
 * @param tables the number of tables that exist
 * @param isCommitChecked whether the right to commit was checked
 */
public record IcebergCheck(int tables, boolean isCommitChecked) {
  /**
   * Reads the metadata of all tables and the lists of their current manifests. Checks that a commit
   * is possible, if the catalog can check this. Leaves neither a change nor a file behind.
   *
   * @param lake reads several tables at the same time
   * @param probe a unique name. The catalog can write a test file of this name, which it deletes
   *     again.
   * @throws pipeline.lake.store.LakeException if the catalog cannot be used
   */
  public static IcebergCheck run(Lake lake, IcebergTables tables, String probe) {
    return tables.translate(
        () -> {
          List<TableIdentifier> names = Tables.all().stream().map(IcebergSchemas::name).toList();
          List<TableIdentifier> existing =
              lake.readAll(names, name -> find(tables.catalog(), name)).stream()
                  .flatMap(Optional::stream)
                  .toList();
          return new IcebergCheck(
              existing.size(), tables.catalog().checkCommit(existing.stream().findFirst(), probe));
        });
  }

  private static Optional<TableIdentifier> find(IcebergCatalog catalog, TableIdentifier name) {
    Optional<Table> table = catalog.find(name);
    table.ifPresent(IcebergCheck::readManifestList);
    return table.map(found -> name);
  }

  private static void readManifestList(Table table) {
    Snapshot current = table.currentSnapshot();
    if (current != null) {
      var unused = current.allManifests(table.io());
    }
  }
}
