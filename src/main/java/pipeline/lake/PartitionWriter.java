package pipeline.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.generic.IndexedRecord;
import org.apache.parquet.hadoop.ParquetWriter;
import org.jspecify.annotations.Nullable;
import pipeline.lake.parquet.AsyncRowWriter;
import pipeline.lake.parquet.BackgroundExecutor;
import pipeline.lake.parquet.ContentHasher;
import pipeline.lake.parquet.ParquetWriters;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.store.CloseSequence;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.TemporaryFiles;

/**
 * A writer of one partition. Rows go to a staging file outside all tables. {@link #finish} closes
 * the file, and {@link #publish} makes it the current partition. {@link #close} deletes a staging
 * file that was not published.
 */
public final class PartitionWriter<R extends IndexedRecord> implements AutoCloseable {
  private final Lake lake;
  private final Table<R> table;
  private final String key;
  private final Path file;
  private final TreeMap<String, String> entries = new TreeMap<>();
  private final ParquetWriter<IndexedRecord> writer;
  private final ContentHasher hash;
  private final AsyncRowWriter<R> asyncWriter;
  private long rows;
  private boolean isFinished;

  @SuppressWarnings("NullableOptional") // null until the published footer is read
  private @Nullable Optional<PartitionVersion> replaced;

  private @Nullable PartitionVersion published;

  PartitionWriter(Lake lake, Table<R> table, String key, Path file) throws IOException {
    this(lake, table, key, file, new BackgroundExecutor());
  }

  /**
   * Creates a writer whose rows are written on a given thread.
   *
   * @param executor used by this writer only
   */
  PartitionWriter(Lake lake, Table<R> table, String key, Path file, BackgroundExecutor executor)
      throws IOException {
    this.lake = lake;
    this.table = table;
    this.key = key;
    this.file = file;
    this.asyncWriter = new AsyncRowWriter<>(this::writeRow, executor);
    this.hash = new ContentHasher(table.schema());
    this.writer =
        ParquetWriters.open(file, table.schema(), () -> new PartitionMetadata(entries).metadata());
    putMetadata(PartitionMetadata.TABLE, table.qualifiedName());
    putMetadata(PartitionMetadata.SCHEMA_VERSION, Integer.toString(table.version()));
  }

  public Table<R> table() {
    return table;
  }

  public long rows() {
    return rows;
  }

  /**
   * Writes a row. Rows must have the order of the table. A call can throw the failure of an earlier
   * call.
   */
  public void write(R row) {
    checkNotFinished();
    asyncWriter.add(row);
    rows++;
  }

  private void writeRow(R row) {
    try {
      writer.write(row);
      hash.add(row);
    } catch (IOException failed) {
      throw lake.writeFailure(key, failed);
    }
  }

  /** Adds an entry to the footer. The staging file must not be closed yet. */
  public PartitionWriter<R> putMetadata(String name, String value) {
    checkNotFinished();
    entries.put(name, value);
    return this;
  }

  private void checkNotFinished() {
    if (isFinished) {
      throw new IllegalStateException(table + " is closed");
    }
  }

  /** Records a partition, in the version that was read, as an input of the partition to write. */
  public PartitionWriter<R> addInput(Partition<?> input) {
    return putMetadata(PartitionMetadata.inputEntryName(input.key()), input.footer().contentHash());
  }

  /** Closes the staging file, which is still invisible to readers. */
  public PartitionMetadata finish() {
    if (!isFinished) {
      asyncWriter.finish();
      try {
        putMetadata(PartitionMetadata.ROWS, Long.toString(rows));
        putMetadata(PartitionMetadata.CONTENT_HASH, hash.hex());
        isFinished = true;
        writer.close();
      } catch (IOException failed) {
        throw lake.writeFailure(key, failed);
      }
    }
    return new PartitionMetadata(entries);
  }

  /**
   * Replaces the published partition atomically by the rows of this writer.
   *
   * @return false if the published partition has the same content and stays unchanged
   */
  public boolean publish() {
    PartitionMetadata footer = finish();
    Optional<PartitionVersion> unchanged = findUnchangedVersion();
    if (unchanged.isPresent()) {
      published = unchanged.get();
      return false;
    }
    try {
      long size = Files.size(file);
      String etag = lake.store().put(key, file);
      published = new PartitionVersion(new ObjectInfo(key, size, etag, Instant.EPOCH), footer);
      return true;
    } catch (IOException failed) {
      throw lake.writeFailure(key, failed);
    }
  }

  /** Returns the version that is current since {@link #publish}. */
  public PartitionVersion published() {
    return Objects.requireNonNull(published, () -> table + " is not published");
  }

  /**
   * Returns the published footer if the published partition has the same content and stays
   * unchanged; empty otherwise.
   */
  public Optional<PartitionMetadata> findUnchanged() {
    return findUnchangedVersion().map(PartitionVersion::footer);
  }

  private Optional<PartitionVersion> findUnchangedVersion() {
    PartitionMetadata footer = finish();
    return findReplaced().filter(version -> footer.hasSameContent(version.footer()));
  }

  /**
   * Returns the published version; empty if the partition is missing or damaged. Reads its footer
   * only once, so call this method just before publishing.
   */
  public Optional<PartitionVersion> findReplaced() {
    if (replaced == null) {
      replaced = lake.findReplacedVersion(table, key);
    }
    return replaced;
  }

  @Override
  public void close() {
    CloseSequence.close(
        List.<AutoCloseable>of(asyncWriter, this::abandon, () -> TemporaryFiles.discard(file)));
  }

  private void abandon() {
    if (!isFinished) {
      isFinished = true;
      try {
        writer.close();
      } catch (IOException | RuntimeException unwritten) {
        // Writing the end of the file can fail, for example on a full disk. The file is deleted
        // anyway.
      }
    }
  }
}
