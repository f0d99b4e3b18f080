package pipeline.iceberg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ReachableFileUtil;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.PropertyUtil;
import pipeline.iceberg.StoreFileIO.StoredObject;
import pipeline.lake.store.ObjectInfo;
import pipeline.tables.row.Tables;

/**
 * Deletes old snapshots of all Iceberg tables. In a folder catalog, also deletes files to which no
 * snapshot refers.
 */
public final class IcebergMaintenance {
  /** The number of snapshots that stay, whatever their age. */
  private static final int MIN_SNAPSHOTS = 10;

  /** The age after which a file cannot belong to a commit in progress. */
  private static final Duration UNUSED_AFTER = Duration.ofDays(3);

  /** The locations in S3 Tables, a service that refuses to delete objects. */
  private static final Pattern TABLE_BUCKET = Pattern.compile("s3://[^/]*--table-s3(/.*)?");

  /**
   * The snapshots and files that were, or would be, deleted from one table.
   *
   * @param table the name in the catalog, such as {@code analytics.fact_release}
   * @param unusedFiles the number of files to which the table does not refer, not counting the
   *     files of the deleted snapshots; 0 for a REST catalog
   * @param isManaged whether the catalog cleans the table itself, so that this class leaves it
   *     unchanged
   */
  public record TableCleanup(String table, int snapshots, int unusedFiles, boolean isManaged) {}

  private final IcebergTables tables;
  private final Instant now;

  public IcebergMaintenance(IcebergTables tables, Instant now) {
    this.tables = tables;
    this.now = now;
  }

  /**
   * Cleans all tables that exist.
   *
   * @param keep the age up to which all snapshots stay
   * @param delete false to return only what would be deleted
   */
  public List<TableCleanup> clean(Duration keep, boolean delete) {
    return tables.translate(
        () ->
            Tables.all().stream()
                .map(IcebergSchemas::name)
                .flatMap(
                    name ->
                        tables.catalog().find(name).stream()
                            .map(table -> clean(name, table, keep, delete)))
                .toList());
  }

  private TableCleanup clean(TableIdentifier name, Table table, Duration keep, boolean delete) {
    if (isManaged(table)) {
      return new TableCleanup(name.toString(), 0, 0, true);
    }
    int snapshots = expiry(table, keep).apply().size();
    if (delete && snapshots > 0) {
      expiry(table, keep).commit();
    }
    List<StoredObject> unused = tables.catalog().hasWholeHistory() ? listUnused(table) : List.of();
    if (delete) {
      unused.forEach(file -> file.store().delete(file.key()));
    }
    return new TableCleanup(name.toString(), snapshots, unused.size(), false);
  }

  /**
   * Returns whether only the catalog can clean a table. In S3 Tables, AWS cleans the tables itself.
   * With Nessie, a branch can use files to which no snapshot in the table's metadata refers, so
   * deleting these files could damage the branch.
   */
  private static boolean isManaged(Table table) {
    return TABLE_BUCKET.matcher(table.location()).matches()
        || !PropertyUtil.propertyAsBoolean(
            table.properties(), TableProperties.GC_ENABLED, TableProperties.GC_ENABLED_DEFAULT);
  }

  private ExpireSnapshots expiry(Table table, Duration keep) {
    return table
        .expireSnapshots()
        .expireOlderThan(now.minus(keep).toEpochMilli())
        .retainLast(MIN_SNAPSHOTS);
  }

  private List<StoredObject> listUnused(Table table) {
    StoredObject folder = tables.files().resolve(table.location() + "/");
    List<ObjectInfo> all = folder.store().list(folder.key());
    // The files of another catalog's table can be in the same folder.
    if (all.stream().anyMatch(file -> FolderTableOperations.isOfAnotherCatalog(file.key()))) {
      return List.of();
    }
    List<ObjectInfo> old =
        all.stream().filter(file -> file.lastModified().isBefore(now.minus(UNUSED_AFTER))).toList();
    if (old.isEmpty()) {
      return List.of();
    }
    // A listed file can belong to a commit that ended after the listing.
    table.refresh();
    Set<String> used = listUsed(table);
    List<StoredObject> unused = new ArrayList<>();
    for (ObjectInfo file : old) {
      if (!used.contains(folder.store().uri() + "/" + file.key())) {
        unused.add(new StoredObject(folder.store(), file.key()));
      }
    }
    return unused;
  }

  /** Returns all files that the table refers to, in the form of {@link StoreFileIO#normalize}. */
  private static Set<String> listUsed(Table table) {
    Set<String> used = new HashSet<>(ReachableFileUtil.metadataFileLocations(table, false));
    used.add(table.location() + "/metadata/" + FolderTableOperations.VERSION_HINT);
    used.addAll(ReachableFileUtil.manifestListLocations(table));
    used.addAll(ReachableFileUtil.statisticsFilesLocations(table));
    for (Snapshot snapshot : table.snapshots()) {
      for (ManifestFile manifest : snapshot.allManifests(table.io())) {
        if (used.add(manifest.path())) {
          addFiles(manifest, table, used);
        }
      }
    }
    Set<String> normalized = new HashSet<>();
    used.forEach(location -> normalized.add(StoreFileIO.normalize(location)));
    return normalized;
  }

  private static void addFiles(ManifestFile manifest, Table table, Set<String> used) {
    try (CloseableIterable<String> paths =
        ManifestFiles.readPaths(manifest, table.io(), table.specs())) {
      paths.forEach(used::add);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
