package pipeline.lake;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.avro.generic.IndexedRecord;
import pipeline.lake.parquet.ObjectInputFile;
import pipeline.lake.parquet.ParquetRowReader;
import pipeline.lake.parquet.ParquetWriters;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.store.IoErrorTranslator;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.RereadPolicy;
import pipeline.lake.store.TemporaryFiles;

/** Tables in an object store, a partition a date, one object a partition. */
public final class Lake implements AutoCloseable {
  private final ObjectStore store;
  private Future<Void> warmUp = CompletableFuture.completedFuture(null);

  public Lake(ObjectStore store) {
    this.store = store;
  }

  public String uri() {
    return store.uri();
  }

  public ObjectStore store() {
    return store;
  }

  /** The partition as it is now: a request, which brings all of a small one. */
  public <R extends IndexedRecord> Optional<Partition<R>> find(Table<R> table, LocalDate ds) {
    return findInput(table.key(ds)).map(input -> new Partition<>(table, ds, input));
  }

  private Optional<ObjectInputFile> findInput(String key) {
    return store
        .findTail(key, ObjectInputFile.TAIL_SIZE)
        .map(tail -> new ObjectInputFile(store, tail));
  }

  /**
   * What was listed, as rows of a table: a partition, or a {@link #stageFile}.
   *
   * @throws LakeException of kind REPLACED where it is another by now
   */
  public <R extends IndexedRecord> Partition<R> partition(
      Table<R> table, LocalDate ds, ObjectInfo object) {
    awaitWarmUp();
    return new Partition<>(table, ds, new ObjectInputFile(store, object));
  }

  /** What a listed object says of itself: the last 128 kB of it, in one request. */
  public PartitionMetadata readFooter(Table<?> table, ObjectInfo object) {
    return ParquetRowReader.readFooter(new ObjectInputFile(store, object), table);
  }

  public boolean hasPartition(Table<?> table, LocalDate ds) {
    return store.find(table.key(ds)).isPresent();
  }

  /**
   * The partitions from one date to before another, as they are listed: a request a month, however
   * many dates there are, and none for each of them.
   */
  public SortedMap<LocalDate, ObjectInfo> listPartitions(
      Table<?> table, LocalDate from, LocalDate until) {
    SortedMap<LocalDate, ObjectInfo> listed = new TreeMap<>();
    LocalDate first = from.withDayOfMonth(1);
    for (LocalDate month = first; month.isBefore(until); month = month.plusMonths(1)) {
      for (ObjectInfo object : store.list(table.folder() + "ds=" + YearMonth.from(month) + "-")) {
        String folder = object.key().substring(table.folder().length()).split("/", 2)[0];
        folderDate(folder)
            .filter(ds -> !ds.isBefore(from) && ds.isBefore(until))
            .filter(ds -> object.key().equals(table.key(ds)))
            .forEach(ds -> listed.put(ds, object));
      }
    }
    return listed;
  }

  /** The dates of which a table has partitions, in order. */
  public List<LocalDate> listDates(Table<?> table) {
    return store.listFolders(table.folder()).stream().flatMap(Lake::folderDate).toList();
  }

  private static Stream<LocalDate> folderDate(String folder) {
    if (!folder.startsWith("ds=")) {
      return Stream.empty();
    }
    try {
      return Stream.of(LocalDate.parse(folder.substring(3)));
    } catch (DateTimeException another) {
      return Stream.empty();
    }
  }

  /**
   * Makes ready for a first draft, on another thread while the caller waits for something else: it
   * takes a tenth of a second until Parquet and Avro have written a first row. Until that draft,
   * nothing is to be read.
   */
  public void warmUp(Table<?> table) {
    FutureTask<Void> work =
        new FutureTask<>(
            () -> {
              ParquetWriters.warmUp(table.schema());
              return null;
            });
    warmUp = work;
    Thread thread = new Thread(work, "prepare");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Two threads at once might wait for each other's classes for ever. What is wrong with the
   * library for ZSTD is told once only, by who meets it first; all else a draft will meet, too.
   */
  private void awaitWarmUp() {
    try {
      warmUp.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof LakeException known) {
        throw known;
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Begins a partition; it is nobody else's until it is published. */
  public <R extends IndexedRecord> PartitionWriter<R> openWriter(Table<R> table, LocalDate ds) {
    return stageFile(table, ds, table.key(ds));
  }

  /**
   * Begins a file of a table's rows that will lie outside the table.
   *
   * @param key where no reader of tables looks
   */
  public <R extends IndexedRecord> PartitionWriter<R> stageFile(
      Table<R> table, LocalDate ds, String key) {
    awaitWarmUp();
    // Parquet wants to make the file itself: the store has made the folder.
    Path file = store.tempDirectory().resolve(table.name() + "-" + UUID.randomUUID() + ".parquet");
    try {
      return new PartitionWriter<>(this, table, key, file);
    } catch (IOException failed) {
      TemporaryFiles.discard(file);
      throw writeFailure(key, failed);
    }
  }

  /**
   * The footer of a partition that may be replaced; empty where there is none, or none that can be
   * read.
   */
  public Optional<PartitionMetadata> findPublishedFooter(Table<?> table, LocalDate ds) {
    return readFooter(table, () -> findInput(table.key(ds)));
  }

  /** The same of what is mostly not there yet, and so is listed first. */
  Optional<PartitionMetadata> findReplacedFooter(Table<?> table, String key) {
    return readFooter(
        table, () -> store.find(key).map(object -> new ObjectInputFile(store, object)));
  }

  /** Looked at again where a twin replaces it meanwhile. */
  private static Optional<PartitionMetadata> readFooter(
      Table<?> table, Supplier<Optional<ObjectInputFile>> inputs) {
    return RereadPolicy.apply(() -> readFooterOnce(table, inputs));
  }

  private static Optional<PartitionMetadata> readFooterOnce(
      Table<?> table, Supplier<Optional<ObjectInputFile>> inputs) {
    try {
      return inputs.get().map(input -> ParquetRowReader.readFooter(input, table));
    } catch (LakeException unusable) {
      // What cannot be read is replaced.
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
