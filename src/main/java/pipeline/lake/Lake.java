package pipeline.lake;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.generic.IndexedRecord;
import pipeline.lake.parquet.BackgroundExecutor;
import pipeline.lake.parquet.ObjectInputFile;
import pipeline.lake.parquet.ParquetRowReader;
import pipeline.lake.parquet.ParquetWriters;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.store.CloseSequence;
import pipeline.lake.store.IoErrorTranslator;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.RereadPolicy;
import pipeline.lake.store.TemporaryFiles;

/** The tables in an object store. Each table has one partition per date, stored as one object. */
public final class Lake implements AutoCloseable {
  /** The default number of results that {@link #readAhead} holds at a time. */
  public static final int DEFAULT_READ_AHEAD = 16;

  /**
   * The maximum number of days in a range that is listed by month. A longer range is listed by
   * year.
   */
  private static final int MAX_DAYS_BY_MONTH = 62;

  private final ObjectStore store;
  private final int readAhead;
  private final FooterSource footers;
  private final Executor prefetcher;
  private volatile CompletableFuture<Void> warmUp = CompletableFuture.completedFuture(null);

  public Lake(ObjectStore store) {
    this(store, DEFAULT_READ_AHEAD);
  }

  /**
   * Creates a lake.
   *
   * @param readAhead the number of results that {@link #readAhead} holds at a time; 1 disables
   *     reading ahead
   */
  public Lake(ObjectStore store, int readAhead) {
    this(store, readAhead, FooterSource.NONE);
  }

  /**
   * Creates a lake that reads a footer from its object only if {@code footers} does not have it.
   *
   * @param readAhead the number of results that {@link #readAhead} holds at a time; 1 disables
   *     reading ahead
   * @param footers the source of the footers that need not be read from their objects
   */
  public Lake(ObjectStore store, int readAhead, FooterSource footers) {
    this.store = store;
    this.readAhead = readAhead;
    this.footers = footers;
    this.prefetcher = readAhead == 1 ? Runnable::run : work -> ReadAhead.newThread(work).start();
  }

  public String uri() {
    return store.uri();
  }

  /**
   * Returns the URI of an object: {@code s3://bucket/key} or {@code file:///path}. Special
   * characters are not escaped.
   */
  public String uri(String key) {
    return uri().replaceFirst("^file:", "file://") + "/" + key;
  }

  public ObjectStore store() {
    return store;
  }

  /**
   * Returns the current partition of a date; empty if there is none. On S3, this method usually
   * sends one request, which fetches the last 128 kB of the object, or all of a smaller object.
   */
  public <R extends IndexedRecord> Optional<Partition<R>> find(Table<R> table, LocalDate ds) {
    return findInput(table.key(ds)).map(input -> partition(table, ds, input));
  }

  private <R extends IndexedRecord> Partition<R> partition(
      Table<R> table, LocalDate ds, ObjectInputFile input) {
    return new Partition<>(table, ds, input, readFooter(table, input));
  }

  private PartitionMetadata readFooter(Table<?> table, ObjectInputFile input) {
    return footers
        .find(table, input.object())
        .orElseGet(() -> ParquetRowReader.readFooter(input, table));
  }

  private Optional<ObjectInputFile> findInput(String key) {
    return store
        .findTail(key, ObjectInputFile.TAIL_SIZE)
        .map(tail -> new ObjectInputFile(store, tail));
  }

  /**
   * Returns the partition that a listed object stores.
   *
   * @param object an object of the table, or one that was published through {@link #stageFile}
   * @throws LakeException of kind REPLACED if the object has been replaced
   */
  public <R extends IndexedRecord> Partition<R> partition(
      Table<R> table, LocalDate ds, ObjectInfo object) {
    awaitWarmUp();
    return partition(table, ds, new ObjectInputFile(store, object));
  }

  /**
   * Returns the footer of a listed object. If the footer is not known, fetches the last 128 kB of
   * the object.
   */
  public PartitionMetadata readFooter(Table<?> table, ObjectInfo object) {
    return readFooter(table, new ObjectInputFile(store, object));
  }

  public boolean hasPartition(Table<?> table, LocalDate ds) {
    return store.find(table.key(ds)).isPresent();
  }

  /**
   * Returns the objects that store a table's partitions in a range of dates.
   *
   * @param until the first date after the range
   */
  public SortedMap<LocalDate, ObjectInfo> listPartitions(
      Table<?> table, LocalDate from, LocalDate until) {
    return listPartitions(List.of(table), from, until).get(0);
  }

  /**
   * Returns the objects that store the partitions of several tables in a range of dates: one map
   * per table, in the order of the tables.
   *
   * @param until the first date after the range
   */
  public List<SortedMap<LocalDate, ObjectInfo>> listPartitions(
      List<Table<?>> tables, LocalDate from, LocalDate until) {
    List<String> dates = datePrefixes(from, until);
    List<String> prefixes =
        tables.stream().flatMap(table -> dates.stream().map(table.folder()::concat)).toList();
    List<List<ObjectInfo>> objects = readAll(prefixes, store::list);
    List<SortedMap<LocalDate, ObjectInfo>> listed = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      SortedMap<LocalDate, ObjectInfo> ofTable = new TreeMap<>();
      for (List<ObjectInfo> part : objects.subList(i * dates.size(), (i + 1) * dates.size())) {
        addPartitions(tables.get(i), part, ofTable);
      }
      ofTable.keySet().removeIf(ds -> ds.isBefore(from) || !ds.isBefore(until));
      listed.add(ofTable);
    }
    return listed;
  }

  private static void addPartitions(
      Table<?> table, List<ObjectInfo> objects, SortedMap<LocalDate, ObjectInfo> listed) {
    for (ObjectInfo object : objects) {
      Table.parseDate(object.key().substring(table.folder().length()))
          .filter(ds -> object.key().equals(table.key(ds)))
          .ifPresent(ds -> listed.put(ds, object));
    }
  }

  /**
   * Returns prefixes that together match the folders of all dates in a range, such as {@code
   * ds=2024-01-}. Returns one prefix per month, or one per year if the range has more than 62 days.
   * A table has one object per date, and a list request returns up to 1,000 objects. Therefore, one
   * request is sufficient for a year of a table.
   *
   * @param until the first date after the range
   */
  public static List<String> datePrefixes(LocalDate from, LocalDate until) {
    boolean isLong = from.plusDays(MAX_DAYS_BY_MONTH).isBefore(until);
    return from.datesUntil(until)
        .map(ds -> "ds=" + (isLong ? ds.getYear() : YearMonth.from(ds)) + "-")
        .distinct()
        .toList();
  }

  /**
   * Returns the dates for which a table has a folder, in ascending order. Each of these dates has a
   * partition, unless another program has created the folder.
   */
  public List<LocalDate> listDates(Table<?> table) {
    return store.listFolders(table.folder()).stream()
        .flatMap(folder -> Table.parseDate(folder).stream())
        .toList();
  }

  /** Returns the dates of {@link #listDates(Table)} from first to last, both included. */
  public List<LocalDate> listDates(Table<?> table, LocalDate first, LocalDate last) {
    return listDates(table).stream()
        .filter(ds -> !ds.isBefore(first) && !ds.isAfter(last))
        .toList();
  }

  /**
   * Starts to read something, such as a partition, on another thread, so that the caller can do
   * other work meanwhile. If reading ahead is disabled, reads on the calling thread. A read may
   * start further reads with this method and wait for their results.
   *
   * @return a supplier that waits for the result, and returns it or throws the failure of the read
   */
  public <T> Supplier<T> prefetch(Supplier<T> read) {
    CompletableFuture<T> pending = CompletableFuture.supplyAsync(read, prefetcher);
    return () -> BackgroundExecutor.await(pending);
  }

  /**
   * Opens an iterator over the results of reading several items, such as dates. The iterator reads
   * the next items while the caller uses a result.
   */
  public <T, R> ReadAhead<R> readAhead(List<T> items, Function<? super T, ? extends R> reader) {
    return new ReadAhead<>(items, reader, readAhead);
  }

  /**
   * Reads several items at the same time and returns the results in the order of the items.
   *
   * @throws RuntimeException if an item cannot be read. The failure of the first such item is
   *     thrown.
   */
  public <T, R> List<R> readAll(List<T> items, Function<? super T, ? extends R> reader) {
    List<R> results = new ArrayList<>();
    try (ReadAhead<R> reading = readAhead(items, reader)) {
      while (reading.hasNext()) {
        results.add(reading.next());
      }
    }
    return results;
  }

  /**
   * Processes several items, such as uploads, at the same time and returns the results in the order
   * of the items. Waits until all items are processed, even if one of them fails or the calling
   * thread is interrupted.
   *
   * @throws RuntimeException if an item cannot be processed. The failure of the first such item is
   *     thrown, with the other failures as suppressed exceptions.
   */
  public <T, R> List<R> processAll(List<T> items, Function<? super T, ? extends R> action) {
    ExecutorService threads = Executors.newFixedThreadPool(readAhead, ReadAhead::newThread);
    List<CompletableFuture<R>> pending =
        items.stream()
            .map(item -> CompletableFuture.<R>supplyAsync(() -> action.apply(item), threads))
            .toList();
    threads.shutdown();
    CompletableFuture.allOf(pending.toArray(CompletableFuture[]::new))
        .exceptionally(failed -> null)
        .join();
    List<R> results = new ArrayList<>();
    CloseSequence.close(
        pending.stream()
            .<AutoCloseable>map(each -> () -> results.add(BackgroundExecutor.await(each)))
            .toList());
    return results;
  }

  /**
   * Starts to load the classes of Parquet and Avro on another thread. Loading takes 0.1 s.
   * Meanwhile, the caller can wait for something else. Before the caller reads rows, it must open a
   * writer or call {@link #awaitWarmUp}. Both wait until the classes are loaded.
   */
  public void warmUp(Table<?> table) {
    warmUp = CompletableFuture.runAsync(() -> ParquetWriters.warmUp(table.schema()));
  }

  /**
   * Waits for the end of {@link #warmUp}, because two threads that initialize the same classes can
   * deadlock. Throws the failure if the ZSTD library could not be loaded. In a second attempt to
   * load the library, the JVM would report the reason only as the cause of another error. Ignores
   * other failures. If such a failure also concerns writers, it occurs again when a writer is
   * opened. Otherwise, it does no harm.
   */
  public void awaitWarmUp() {
    try {
      warmUp.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof LakeException known) {
        throw known;
      }
    }
  }

  /** Opens a staging file for a partition. */
  public <R extends IndexedRecord> PartitionWriter<R> openWriter(Table<R> table, LocalDate ds) {
    return stageFile(table, ds, table.key(ds));
  }

  /**
   * Opens a staging file for an object that belongs to no table, but whose rows have the schema of
   * a table.
   *
   * @param key the key of the object, outside the folders of all tables
   */
  public <R extends IndexedRecord> PartitionWriter<R> stageFile(
      Table<R> table, LocalDate ds, String key) {
    awaitWarmUp();
    // The store has created the folder; Parquet creates the file.
    Path file = store.tempDirectory().resolve(table.name() + "-" + UUID.randomUUID() + ".parquet");
    try {
      return new PartitionWriter<>(this, table, key, file);
    } catch (IOException failed) {
      TemporaryFiles.discard(file);
      throw writeFailure(key, failed);
    }
  }

  /**
   * Returns the current version of a partition; empty if the partition does not exist or is
   * damaged. Reads again if another process replaces the object during the read.
   */
  public Optional<PartitionVersion> findPublishedVersion(Table<?> table, LocalDate ds) {
    return readVersion(table, () -> findInput(table.key(ds)));
  }

  /**
   * Returns the version that a writer is about to replace; empty if the object does not exist or is
   * damaged. Unlike {@link #findPublishedVersion}, this method lists the key before it reads the
   * object. Usually the object does not exist yet, so the list request is sufficient.
   */
  Optional<PartitionVersion> findReplacedVersion(Table<?> table, String key) {
    return readVersion(
        table, () -> store.find(key).map(object -> new ObjectInputFile(store, object)));
  }

  private Optional<PartitionVersion> readVersion(
      Table<?> table, Supplier<Optional<ObjectInputFile>> inputs) {
    try {
      return RereadPolicy.apply(
          () ->
              inputs
                  .get()
                  .map(input -> new PartitionVersion(input.object(), readFooter(table, input))));
    } catch (LakeException unusable) {
      if (unusable.kind() == LakeException.LakeErrorKind.DAMAGED) {
        return Optional.empty();
      }
      throw unusable;
    }
  }

  LakeException writeFailure(String key, IOException cause) {
    return IoErrorTranslator.writeFailure(store.uri() + "/" + key, cause);
  }

  @Override
  public void close() {
    store.close();
  }
}
