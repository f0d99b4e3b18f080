package pipeline.iceberg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.iceberg.BaseTransaction;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.TableCommit;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.mapping.NameMappingParser;
import org.apache.iceberg.parquet.ParquetUtil;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.jspecify.annotations.Nullable;
import pipeline.iceberg.StoreFileIO.StoredObject;
import pipeline.lake.Lake;
import pipeline.lake.Partition;
import pipeline.lake.Table;
import pipeline.lake.parquet.ObjectInputFile;
import pipeline.lake.parquet.ParquetRowReader;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectTail;
import pipeline.lake.store.RangeReads;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.PublishedStar;
import pipeline.tables.stage.StageInputs;

/**
 * Publishes the partitions of a date as Iceberg tables. A commit replaces the rows of the date in a
 * table. If the table has the content of the partition already, nothing is committed.
 *
 * <p>If another process commits at the same time, the table is read again: it may have the content
 * now, or other files to replace.
 */
public final class IcebergPublisher {
  /** The result for one table. */
  public record PublishedTable(Table<?> table, boolean changed, long rows) {}

  /** An immutable copy of a partition. */
  private record DataCopy(String location, long size, ParquetMetadata footer) {}

  /** The change of a table that is not committed yet. */
  private record PendingCommit(TableIdentifier name, BaseTransaction transaction) {
    private TableCommit toTableCommit() {
      return TableCommit.create(name, transaction.startMetadata(), transaction.currentMetadata());
    }
  }

  /** The number of attempts if other writers commit at the same time. */
  private static final int MAX_ATTEMPTS = 20;

  /** The number of leading characters of the content hash in the name of a data file. */
  private static final int HASH_LENGTH = 32;

  private final Lake lake;
  private final IcebergTables tables;
  private final String runId;

  /** The copies by location of the table's folder for the date, and by content hash. */
  private final Map<String, DataCopy> copies = new ConcurrentHashMap<>();

  /**
   * Creates a publisher.
   *
   * @param runId a part of the names of the data files
   */
  public IcebergPublisher(Lake lake, IcebergTables tables, String runId) {
    this.lake = lake;
    this.tables = tables;
    this.runId = runId;
  }

  /**
   * Publishes tables of a date, in the versions that {@code load} recorded together. A catalog that
   * commits several tables together commits all of them or none. Otherwise, the tables that others
   * refer to are committed before those.
   *
   * @param selected the tables; others of the date stay as they are
   * @throws pipeline.tables.stage.StageException of the reason INPUT_MISSING if the date is not
   *     loaded; INPUT_OUTDATED if a partition has been replaced since
   */
  public List<PublishedTable> publish(LocalDate ds, List<Table<?>> selected) {
    return tables.translate(
        () ->
            StageInputs.retryOnReplaced(
                () -> {
                  PublishedStar star = PublishedStar.require(lake, ds);
                  List<Partition<?>> partitions = lake.readAll(selected, star::require);
                  return tables.catalog().commitsTogether()
                      ? publishAll(partitions)
                      : publishInGroups(partitions);
                }));
  }

  private List<PublishedTable> publishAll(List<Partition<?>> partitions) {
    try {
      return retryOnConflict(() -> publishTogether(partitions));
    } catch (UnsupportedOperationException singleTablesOnly) {
      return publishInGroups(partitions);
    }
  }

  private List<PublishedTable> publishInGroups(List<Partition<?>> partitions) {
    List<PublishedTable> published = new ArrayList<>();
    for (List<Table<?>> group : groups()) {
      List<Partition<?>> ofGroup =
          partitions.stream().filter(partition -> group.contains(partition.table())).toList();
      published.addAll(
          lake.processAll(ofGroup, partition -> retryOnConflict(() -> publishAlone(partition))));
    }
    return published;
  }

  private static List<List<Table<?>>> groups() {
    return Stream.of(List.of(Tables.RAW), Tables.CLEAN_GROUPS, Tables.ANALYTICS_GROUPS)
        .flatMap(List::stream)
        .toList();
  }

  private static <T> T retryOnConflict(Supplier<T> attempt) {
    for (int i = 1; ; i++) {
      try {
        return attempt.get();
      } catch (CommitFailedException | ValidationException conflict) {
        if (i == MAX_ATTEMPTS) {
          throw conflict;
        }
      }
    }
  }

  private PublishedTable publishAlone(Partition<?> partition) {
    PendingCommit change = prepare(partition);
    if (change != null) {
      change.transaction().commitTransaction();
    }
    return result(partition, change);
  }

  private List<PublishedTable> publishTogether(List<Partition<?>> partitions) {
    List<Optional<PendingCommit>> changes =
        lake.processAll(partitions, partition -> Optional.ofNullable(prepare(partition)));
    List<TableCommit> commits =
        changes.stream().flatMap(Optional::stream).map(PendingCommit::toTableCommit).toList();
    if (!commits.isEmpty()) {
      tables.catalog().commit(commits);
    }
    List<PublishedTable> published = new ArrayList<>();
    for (int i = 0; i < partitions.size(); i++) {
      published.add(result(partitions.get(i), changes.get(i).orElse(null)));
    }
    return published;
  }

  private static PublishedTable result(Partition<?> partition, @Nullable PendingCommit change) {
    return new PublishedTable(partition.table(), change != null, partition.footer().rows());
  }

  /** Returns the change of a table; null if the table has the content of the partition. */
  private @Nullable PendingCommit prepare(Partition<?> partition) {
    TableIdentifier name = IcebergSchemas.name(partition.table());
    org.apache.iceberg.Table table = findOrCreate(name, partition.table());
    Expression ofDate = Expressions.equal(IcebergSchemas.DATE, partition.ds().toString());
    Snapshot before = table.currentSnapshot();
    List<DataFile> replaced = listFiles(table, ofDate);
    if (hasContent(replaced, partition)) {
      return null;
    }
    BaseTransaction transaction = (BaseTransaction) table.newTransaction();
    OverwriteFiles overwrite = transaction.newOverwrite();
    replaced.forEach(overwrite::deleteFile);
    // Plans of readers leave out a file without rows, so an empty partition has no file.
    if (partition.footer().rows() > 0) {
      overwrite.addFile(dataFile(table, partition));
    }
    summary(partition).forEach(overwrite::set);
    if (before != null) {
      overwrite.validateFromSnapshot(before.snapshotId());
    }
    overwrite
        .conflictDetectionFilter(ofDate)
        .validateNoConflictingData()
        .validateNoConflictingDeletes()
        .commit();
    return new PendingCommit(name, transaction);
  }

  private org.apache.iceberg.Table findOrCreate(TableIdentifier name, Table<?> source) {
    Schema newest = IcebergSchemas.schema(source);
    org.apache.iceberg.Table table =
        tables
            .catalog()
            .find(name)
            .orElseGet(
                () -> tables.catalog().create(name, newest, IcebergSchemas.properties(newest)));
    IcebergSchemas.update(table, newest);
    return table;
  }

  private static List<DataFile> listFiles(org.apache.iceberg.Table table, Expression ofDate) {
    List<DataFile> files = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks = table.newScan().filter(ofDate).planFiles()) {
      tasks.forEach(task -> files.add(task.file()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return files;
  }

  private static boolean hasContent(List<DataFile> files, Partition<?> partition) {
    if (partition.footer().rows() == 0) {
      return files.isEmpty();
    }
    return files.size() == 1
        && fileName(files.get(0).location()).startsWith(hashPrefix(partition) + "-");
  }

  private static String fileName(String location) {
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private static String hashPrefix(Partition<?> partition) {
    return partition.footer().contentHash().substring(0, HASH_LENGTH);
  }

  private DataFile dataFile(org.apache.iceberg.Table table, Partition<?> partition) {
    DataCopy copy = copy(table, partition);
    String mapping = table.properties().get(TableProperties.DEFAULT_NAME_MAPPING);
    return DataFiles.builder(table.spec())
        .withPath(copy.location())
        .withFormat(FileFormat.PARQUET)
        .withFileSizeInBytes(copy.size())
        .withPartitionPath(IcebergSchemas.DATE + "=" + partition.ds())
        .withMetrics(
            ParquetUtil.footerMetrics(
                copy.footer(),
                Stream.empty(),
                MetricsConfig.forTable(table),
                NameMappingParser.fromJson(mapping)))
        .withSplitOffsets(ParquetUtil.getSplitOffsets(copy.footer()))
        .build();
  }

  /**
   * Copies a partition. The name of the copy has the content hash and the run: if another run
   * writes the same rows later, the bytes can differ, and expired files can be deleted.
   */
  private DataCopy copy(org.apache.iceberg.Table table, Partition<?> partition) {
    String location =
        "%s/data/%s=%s/%s-%s.parquet"
            .formatted(
                table.location(),
                IcebergSchemas.DATE,
                partition.ds(),
                hashPrefix(partition),
                runId);
    return copies.computeIfAbsent(
        location,
        target -> {
          StoredObject object = tables.files().resolve(target);
          ObjectInfo source = partition.version().object();
          lake.store().copyTo(object.store(), source, object.key());
          return readCopy(target, partition);
        });
  }

  /**
   * Reads the footer of a copy, so that size and statistics are those of the copied version.
   *
   * @throws LakeException of kind REPLACED if the copy has another content
   */
  private DataCopy readCopy(String location, Partition<?> partition) {
    StoredObject object = tables.files().resolve(location);
    ObjectTail tail =
        object
            .store()
            .findTail(object.key(), ObjectInputFile.TAIL_SIZE)
            .orElseThrow(() -> replaced(partition));
    ParquetMetadata footer =
        ParquetRowReader.readParquetFooter(new ObjectInputFile(object.store(), tail));
    Map<String, String> expected = partition.footer().metadata();
    if (!footer
        .getFileMetaData()
        .getKeyValueMetaData()
        .entrySet()
        .containsAll(expected.entrySet())) {
      throw replaced(partition);
    }
    return new DataCopy(location, tail.object().size(), footer);
  }

  private LakeException replaced(Partition<?> partition) {
    return RangeReads.replaced(lake.store(), partition.version().object(), null);
  }

  /** Returns the entries of the footer, which have the content hash, the run and the lineage. */
  private static Map<String, String> summary(Partition<?> partition) {
    Map<String, String> entries = partition.footer().without(PartitionMetadata.FOOTERS).metadata();
    entries.put("pipeline.ds", partition.ds().toString());
    return entries;
  }
}
