package pipeline.iceberg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.SnapshotUtil;
import pipeline.lake.parquet.PartitionMetadata;

/**
 * The data files in the current snapshot of a table, by date. The name of a data file begins with
 * the content hash of its partition.
 */
record TableContent(SortedMap<LocalDate, List<FileScanTask>> filesByDate) {
  /** The content of a table that does not exist. */
  static final TableContent EMPTY = new TableContent(new TreeMap<>());

  /** The number of leading characters of the content hash in the name of a data file. */
  private static final int HASH_LENGTH = 32;

  /**
   * Reads the content of the Iceberg table to which a table of the lake is published. Returns
   * {@link #EMPTY} if the Iceberg table does not exist.
   */
  static TableContent find(
      IcebergCatalog catalog, pipeline.lake.Table<?> source, Expression dates) {
    return catalog.find(IcebergSchemas.name(source)).map(table -> read(table, dates)).orElse(EMPTY);
  }

  /**
   * Reads the manifests of a table.
   *
   * @param dates a condition on {@link IcebergSchemas#DATE}
   */
  static TableContent read(Table table, Expression dates) {
    SortedMap<LocalDate, List<FileScanTask>> files = new TreeMap<>();
    try (CloseableIterable<FileScanTask> tasks = table.newScan().filter(dates).planFiles()) {
      for (FileScanTask task : tasks) {
        LocalDate ds = LocalDate.ofEpochDay(task.file().partition().get(0, Integer.class));
        files.computeIfAbsent(ds, of -> new ArrayList<>()).add(task);
      }
      return new TableContent(files);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private List<FileScanTask> tasks(LocalDate ds) {
    return filesByDate.getOrDefault(ds, List.of());
  }

  List<DataFile> files(LocalDate ds) {
    return tasks(ds).stream().map(FileScanTask::file).toList();
  }

  /**
   * Returns whether the table's rows of a date are exactly the rows of a partition. An empty
   * partition has no file.
   */
  boolean hasContent(LocalDate ds, PartitionMetadata footer) {
    List<FileScanTask> files = tasks(ds);
    if (footer.rows() == 0) {
      return files.isEmpty();
    }
    // Another program can delete rows without removing their file.
    return files.size() == 1
        && files.get(0).deletes().isEmpty()
        && fileName(files.get(0).file().location()).startsWith(hashPrefix(footer) + "-");
  }

  /**
   * Returns whether the snapshots show that the table's rows of a date are exactly the rows of a
   * partition. Reads no manifest. Also returns false if the rows of the date are unknown. They are
   * unknown if another program or a purge has changed the table since the date was published. They
   * are also unknown if the table has snapshots but none of the date, for example after an expiry.
   * A table without snapshots has no rows.
   */
  static boolean isRecorded(Table table, LocalDate ds, PartitionMetadata footer) {
    if (table.currentSnapshot() == null) {
      return footer.rows() == 0;
    }
    for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
      Map<String, String> summary = snapshot.summary();
      String date = summary.get(IcebergPublisher.DATE_ENTRY);
      if (date == null) {
        return false;
      }
      if (date.equals(ds.toString())) {
        String hash = PartitionMetadata.from(summary).contentHash();
        return !hash.isEmpty() && hash.equals(footer.contentHash());
      }
    }
    return false;
  }

  private static String fileName(String location) {
    return location.substring(location.lastIndexOf('/') + 1);
  }

  /** Returns the first characters of the content hash. The name of a data file begins with them. */
  static String hashPrefix(PartitionMetadata footer) {
    return footer.contentHash().substring(0, HASH_LENGTH);
  }
}
