package pipeline.lake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
import pipeline.lake.store.TemporaryFiles;

/**
 * A writer of one partition. Rows go to a staging file outside all tables. {@link #finish} closes
 * the file, and {@link #publish} makes it the current partition. Closing the writer without
 * publishing leaves no trace.
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

  @SuppressWarnings("NullableOptional") // null until it is read
  private @Nullable Optional<PartitionMetadata> unchanged;

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
   * Writes a row; rows must have the order of the table. A later call may report a failure of an
   * earlier one.
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

  /** Adds an entry to the footer; allowed until the staging file is closed. */
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

  /** Records the current version of a partition as an input of this one. */
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
   * Replaces the published partition by this one, atomically.
   *
   * @return false if the published partition is equal and stays unchanged
   */
  public boolean publish() {
    finish();
    if (findUnchanged().isPresent()) {
      return false;
    }
    lake.store().put(key, file);
    return true;
  }

  /**
   * Returns the published footer if it is equal to this one, so that the partition stays unchanged.
   * The footer is read once, so call this just before publishing.
   */
  public Optional<PartitionMetadata> findUnchanged() {
    if (unchanged == null) {
      unchanged = lake.findReplacedFooter(table, key).filter(finish()::hasSameContent);
    }
    return unchanged;
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
        // The end of the file may fail on a full disk, for example. The file is deleted anyway.
      }
    }
  }
}
