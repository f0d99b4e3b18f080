package pipeline.iceberg;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.iceberg.BaseTransaction;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.Transactions;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.mapping.NameMappingParser;
import org.apache.iceberg.parquet.ParquetUtil;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import pipeline.iceberg.StoreFileIO.StoredObject;
import pipeline.iceberg.TableChanges.TableChange;
import pipeline.lake.Lake;
import pipeline.lake.Partition;
import pipeline.lake.ReadAhead;
import pipeline.lake.Table;
import pipeline.lake.parquet.ObjectInputFile;
import pipeline.lake.parquet.ParquetRowReader;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.ObjectTail;
import pipeline.lake.store.RangeReads;
import pipeline.tables.stage.PublishedStar;
import pipeline.tables.stage.RangeSnapshot;
import pipeline.tables.stage.StageInputs;

/**
 * Publishes the partitions of a date as Iceberg tables. A commit replaces the rows of the date in a
 * table. If the table has the content of the partition already, nothing is committed.
 *
 * <p>If another process commits at the same time, the table is read again. The table may now have
 * the content of the partition, or the commit may have to replace other files.
 */
public final class IcebergPublisher {
  /** The result for one table. */
  public record PublishedTable(Table<?> table, boolean changed, long rows) {}

  /** An immutable copy of a partition. */
  private record DataCopy(String location, long size, ParquetMetadata footer) {}

  /** The key of the partition's date in the summary of a snapshot. */
  static final String DATE_ENTRY = "pipeline.ds";

  private final Lake lake;
  private final IcebergTables tables;
  private final String runId;
  private final TableChanges changes;

  /**
   * The tables in the state of the last read or commit. A table is removed from the map when its
   * change is prepared, and added again after the commit. If the catalog commits several tables
   * together, a changed table is not added again, so the next date reads it from the catalog. A
   * table in the map is never older than the partitions that are compared with it.
   */
  private final Map<TableIdentifier, org.apache.iceberg.Table> current = new ConcurrentHashMap<>();

  /** The copies of this run, by location. */
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
    this.changes = new TableChanges(lake, tables.catalog());
  }

  /**
   * Publishes tables of a date, in the versions that {@code load} recorded together. If the catalog
   * can commit several tables together, it commits all of them or none. If it cannot, each table is
   * committed only after the tables that it refers to.
   *
   * @param selected the tables to publish; other tables do not change
   * @throws pipeline.tables.stage.StageException of the reason INPUT_MISSING if the date is not
   *     loaded; INPUT_OUTDATED if a partition is missing or has been replaced since load recorded
   *     it
   */
  public List<PublishedTable> publish(LocalDate ds, List<Table<?>> selected) {
    return tables.translate(
        () ->
            StageInputs.retryOnReplaced(
                () -> {
                  current.clear();
                  return publish(read(lake, ds, selected));
                }));
  }

  /**
   * Publishes tables of several dates, one date after another. Lists the partitions of all dates
   * first. If the snapshots of a table show that it has the content of all dates, reads the table
   * only once. Otherwise, may read the table again for each date.
   *
   * @param dates in ascending order, not empty
   * @param listener receives the result of each date
   * @throws pipeline.tables.stage.StageException if a date cannot be published; see {@link
   *     #publish(LocalDate, List)}
   */
  public void publish(
      List<LocalDate> dates,
      List<Table<?>> selected,
      Consumer<? super List<PublishedTable>> listener) {
    LocalDate last = dates.get(dates.size() - 1);
    Lake listed = new RangeSnapshot(lake, dates.get(0), last.plusDays(1)).toLake();
    current.clear();
    try (ReadAhead<Optional<List<Partition<?>>>> partitions =
        lake.readAhead(dates, ds -> unlessReplaced(() -> read(listed, ds, selected)))) {
      for (LocalDate ds : dates) {
        listener.accept(
            partitions
                .next()
                .flatMap(found -> tables.translate(() -> unlessReplaced(() -> publish(found))))
                .orElseGet(() -> publish(ds, selected)));
      }
    }
  }

  /** Returns a result; empty if a partition has been replaced since it was listed. */
  private static <T> Optional<T> unlessReplaced(Supplier<T> work) {
    try {
      return Optional.of(work.get());
    } catch (LakeException failed) {
      if (failed.kind() == LakeException.LakeErrorKind.REPLACED) {
        return Optional.empty();
      }
      throw failed;
    }
  }

  private static List<Partition<?>> read(Lake from, LocalDate ds, List<Table<?>> selected) {
    PublishedStar star = PublishedStar.require(from, ds);
    return from.readAll(selected, star::require);
  }

  private List<PublishedTable> publish(List<Partition<?>> partitions) {
    List<TableChange<PublishedTable>> committed =
        changes.commit(inGroups(partitions), this::prepare);
    for (TableChange<PublishedTable> change : committed) {
      if (!change.isChange() || !tables.catalog().commitsTogether()) {
        current.put(change.name(), Objects.requireNonNull(change.table()));
      }
    }
    return committed.stream().map(TableChange::result).toList();
  }

  private static List<List<Partition<?>>> inGroups(List<Partition<?>> partitions) {
    return TableChanges.GROUPS.stream()
        .map(
            group ->
                partitions.stream().filter(partition -> group.contains(partition.table())).toList())
        .toList();
  }

  /** Returns the change of a table; none if the table has the content of the partition. */
  private TableChange<PublishedTable> prepare(Partition<?> partition) {
    TableIdentifier name = IcebergSchemas.name(partition.table());
    org.apache.iceberg.Table known = current.remove(name);
    org.apache.iceberg.Table table = known == null ? findOrCreate(name, partition.table()) : known;
    if (TableContent.isRecorded(table, partition.ds(), partition.footer())) {
      return new TableChange<>(result(partition, false), name, table, null);
    }
    if (known != null) {
      // Read again shortly before the commit. In a folder catalog, an expiry deletes old metadata
      // files, and a commit long after the read could create one of them again.
      table.refresh();
    }
    Expression ofDate = Expressions.equal(IcebergSchemas.DATE, partition.ds().toString());
    Snapshot before = table.currentSnapshot();
    TableContent content = TableContent.read(table, ofDate);
    if (content.hasContent(partition.ds(), partition.footer())) {
      return new TableChange<>(result(partition, false), name, table, null);
    }
    BaseTransaction transaction =
        (BaseTransaction)
            Transactions.newTransaction(
                table.name(), new ReadOperations(((HasTableOperations) table).operations()));
    OverwriteFiles overwrite = transaction.newOverwrite();
    content.files(partition.ds()).forEach(overwrite::deleteFile);
    // Readers skip a file without rows when they plan a query, so an empty partition has no file.
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
    return new TableChange<>(result(partition, true), name, table, transaction);
  }

  private static PublishedTable result(Partition<?> partition, boolean changed) {
    return new PublishedTable(partition.table(), changed, partition.footer().rows());
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
   * Copies a partition. The name of the copy has the content hash and the run. A run never uses the
   * copy of another run: that copy can have other bytes, and an expiry of snapshots can delete it.
   */
  private DataCopy copy(org.apache.iceberg.Table table, Partition<?> partition) {
    String location =
        "%s/data/%s=%s/%s-%s.parquet"
            .formatted(
                table.location(),
                IcebergSchemas.DATE,
                partition.ds(),
                TableContent.hashPrefix(partition.footer()),
                runId);
    // Not computeIfAbsent, which makes threads with other locations wait.
    DataCopy existing = copies.get(location);
    if (existing != null) {
      // After a conflict: the other process can have published a newer version of the partition.
      if (!isCurrent(partition)) {
        throw replaced(partition);
      }
      return existing;
    }
    StoredObject object = tables.files().resolve(location);
    lake.store().copyTo(object.store(), partition.version().object(), object.key());
    DataCopy copy = readCopy(location, partition);
    copies.put(location, copy);
    return copy;
  }

  /**
   * Reads the size and the footer of a copy, so that the Iceberg table records the size and the
   * column statistics of the version that was copied.
   *
   * @throws LakeException of kind REPLACED if the copy has other content
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

  private boolean isCurrent(Partition<?> partition) {
    return lake.find(partition.table(), partition.ds())
        .filter(found -> found.footer().contentHash().equals(partition.footer().contentHash()))
        .isPresent();
  }

  private LakeException replaced(Partition<?> partition) {
    return RangeReads.replaced(lake.store(), partition.version().object(), null);
  }

  /**
   * Returns the date and the entries of the footer, such as the content hash, the run and the
   * lineage.
   */
  private static Map<String, String> summary(Partition<?> partition) {
    Map<String, String> entries = partition.footer().without(PartitionMetadata.FOOTERS).metadata();
    entries.put(DATE_ENTRY, partition.ds().toString());
    return entries;
  }
}
