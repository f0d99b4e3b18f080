package pipeline.iceberg;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.io.CloseableIterable;
import pipeline.lake.Lake;
import pipeline.lake.Partition;
import pipeline.lake.Table;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.TestLakeSettings;
import pipeline.tables.row.Tables;

/** The data files of Iceberg tables, which are copies of the partitions of a lake. */
public final class IcebergContents {
  private IcebergContents() {}

  /**
   * Opens the tables that the settings of the jar select.
   *
   * @param settings ICEBERG_CATALOG and ICEBERG_WAREHOUSE, which is a folder
   */
  public static IcebergTables open(Lake lake, Map<String, String> settings) {
    return IcebergTables.open(
        lake,
        IcebergConfig.parse(
            settings.getOrDefault("ICEBERG_CATALOG", "folder"),
            Optional.ofNullable(settings.get("ICEBERG_WAREHOUSE")),
            Map.of()),
        TestLakeSettings.environment(Path.of(""), Map.of()));
  }

  /**
   * Returns the date and the SHA-256 of each data file of the current snapshots, by table. A table
   * that does not exist is missing.
   */
  public static SortedMap<String, List<String>> read(
      IcebergTables tables, List<Table<?>> selected) {
    SortedMap<String, List<String>> contents = new TreeMap<>();
    for (Table<?> table : selected) {
      tables
          .catalog()
          .find(IcebergSchemas.name(table))
          .ifPresent(found -> contents.put(table.qualifiedName(), files(tables, found)));
    }
    return contents;
  }

  private static List<String> files(IcebergTables tables, org.apache.iceberg.Table table) {
    List<String> files = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
      for (FileScanTask task : tasks) {
        LocalDate ds = LocalDate.ofEpochDay(task.file().partition().get(0, Integer.class));
        try (InputStream bytes = tables.files().newInputFile(task.file().location()).newStream()) {
          files.add(ds + " " + sha256(bytes.readAllBytes()));
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    Collections.sort(files);
    return files;
  }

  /**
   * Returns the id of the current snapshot of each table and the content hash in its summary, as
   * {@code id hash}. A table without a snapshot is missing. The tables are loaded at the same time.
   */
  public static SortedMap<String, String> snapshots(Lake lake, IcebergTables tables) {
    SortedMap<String, String> snapshots = new ConcurrentSkipListMap<>();
    List<Optional<String>> unused =
        lake.processAll(
            Tables.all(),
            table ->
                tables
                    .catalog()
                    .find(IcebergSchemas.name(table))
                    .map(org.apache.iceberg.Table::currentSnapshot)
                    .map(
                        current ->
                            snapshots.put(
                                table.qualifiedName(),
                                current.snapshotId()
                                    + " "
                                    + current.summary().get("pipeline.content_hash"))));
    return snapshots;
  }

  /** Returns what {@link #read} returns if all dates of a lake are published. */
  public static SortedMap<String, List<String>> expected(Lake lake, List<Table<?>> selected) {
    SortedMap<String, List<String>> contents = new TreeMap<>();
    for (Table<?> table : selected) {
      contents.put(
          table.qualifiedName(),
          lake.listDates(table).stream().flatMap(ds -> file(lake, table, ds).stream()).toList());
    }
    return contents;
  }

  /** Returns the file of a partition; empty if it has no rows. */
  private static Optional<String> file(Lake lake, Table<?> table, LocalDate ds) {
    return lake.find(table, ds)
        .map(Partition::version)
        .filter(version -> version.footer().rows() > 0)
        .map(
            version -> {
              ObjectInfo object = version.object();
              int size = Math.toIntExact(object.size());
              return ds + " " + sha256(lake.store().read(object, 0, size));
            });
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
