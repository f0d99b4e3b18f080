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
import pipeline.lake.store.LakeException;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.RereadPolicy;
import pipeline.lake.store.TemporaryFiles;

/** Tables in an object store, a partition a date, one object a partition. */
public final class Lake implements AutoCloseable {
  private final ObjectStore store;
  private Future<Void> prepared = CompletableFuture.completedFuture(null);

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
    return input(table.key(ds)).map(input -> new Partition<>(table, ds, input));
  }

  private Optional<ObjectInputFile> input(String key) {
    return store.tail(key, ObjectInputFile.TAIL).map(tail -> new ObjectInputFile(store, tail));
  }

  /**
   * What was listed, as rows of a table: a partition, or a {@link #piece}.
   *
   * @throws LakeException of kind REPLACED where it is another by now
   */
  public <R extends IndexedRecord> Partition<R> open(
      Table<R> table, LocalDate ds, ObjectInfo object) {
    return new Partition<>(table, ds, new ObjectInputFile(store, object));
  }

  /** What a listed object says of itself: the last 128 kB of it, in one request. */
  public PartitionMetadata footer(Table<?> table, ObjectInfo object) {
    return ParquetRowReader.footer(new ObjectInputFile(store, object), table);
  }

  private Optional<ObjectInfo> object(String key) {
    return store.list(key).stream().filter(object -> object.key().equals(key)).findFirst();
  }

  public boolean exists(Table<?> table, LocalDate ds) {
    return object(table.key(ds)).isPresent();
  }

  /**
   * The partitions from one date to before another, as they are listed: a request a month, however
   * many dates there are, and none for each of them.
   */
  public SortedMap<LocalDate, ObjectInfo> listed(Table<?> table, LocalDate from, LocalDate until) {
    SortedMap<LocalDate, ObjectInfo> listed = new TreeMap<>();
    LocalDate first = from.withDayOfMonth(1);
    for (LocalDate month = first; month.isBefore(until); month = month.plusMonths(1)) {
      for (ObjectInfo object : store.list(table.folder() + "ds=" + YearMonth.from(month) + "-")) {
        String folder = object.key().substring(table.folder().length()).split("/", 2)[0];
        date(folder)
            .filter(ds -> !ds.isBefore(from) && ds.isBefore(until))
            .filter(ds -> object.key().equals(table.key(ds)))
            .forEach(ds -> listed.put(ds, object));
      }
    }
    return listed;
  }

  /** The dates of which a table has partitions, in order. */
  public List<LocalDate> dates(Table<?> table) {
    return store.folders(table.folder()).stream().flatMap(Lake::date).toList();
  }

  private static Stream<LocalDate> date(String folder) {
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
  public void prepare(Table<?> table) {
    FutureTask<Void> work =
        new FutureTask<>(
            () -> {
              ParquetWriters.rehearse(table.schema());
              return null;
            });
    prepared = work;
    Thread thread = new Thread(work, "prepare");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Two threads at once might wait for each other's classes for ever. What is wrong with the
   * library for ZSTD is told once only, by who meets it first; all else a draft will meet, too.
   */
  private void awaitPrepared() {
    try {
      prepared.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof LakeException known) {
        throw known;
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Begins a partition; it is nobody else's until it is published. */
  public <R extends IndexedRecord> PartitionWriter<R> draft(Table<R> table, LocalDate ds) {
    return piece(table, ds, table.key(ds));
  }

  /**
   * Begins a file of a table's rows that will lie outside the table.
   *
   * @param key where no reader of tables looks
   */
  public <R extends IndexedRecord> PartitionWriter<R> piece(
      Table<R> table, LocalDate ds, String key) {
    awaitPrepared();
    // Parquet wants to make the file itself: the store has made the folder.
    Path file = store.scratch().resolve(table.name() + "-" + UUID.randomUUID() + ".parquet");
    try {
      return new PartitionWriter<>(this, table, key, file);
    } catch (IOException failed) {
      TemporaryFiles.discard(file);
      throw failure(key, failed);
    }
  }

  /**
   * The footer of a partition that may be replaced; empty where there is none, or none that can be
   * read.
   */
  public Optional<PartitionMetadata> publishedFooter(Table<?> table, LocalDate ds) {
    return footer(table, () -> input(table.key(ds)));
  }

  /** The same of what is mostly not there yet, and so is listed first. */
  Optional<PartitionMetadata> replacedFooter(Table<?> table, String key) {
    return footer(table, () -> object(key).map(object -> new ObjectInputFile(store, object)));
  }

  /** Looked at again where a twin replaces it meanwhile. */
  private static Optional<PartitionMetadata> footer(
      Table<?> table, Supplier<Optional<ObjectInputFile>> inputs) {
    return RereadPolicy.apply(() -> footerNow(table, inputs));
  }

  private static Optional<PartitionMetadata> footerNow(
      Table<?> table, Supplier<Optional<ObjectInputFile>> inputs) {
    try {
      return inputs.get().map(input -> ParquetRowReader.footer(input, table));
    } catch (LakeException unusable) {
      // What cannot be read is replaced.
      if (unusable.kind() == LakeException.LakeErrorKind.DAMAGED) {
        return Optional.empty();
      }
      throw unusable;
    }
  }

  LakeException failure(String key, IOException cause) {
    return LakeException.writing(store.uri() + "/" + key, cause);
  }

  @Override
  public void close() {
    store.close();
  }
}
