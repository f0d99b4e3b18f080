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
 * A writer of one partition. Rows are written to a staging file, which is outside the folders of
 * all tables. {@link #finish} closes the file, and {@link #publish} makes it the current partition.
 * {@link #close} deletes the staging file if it was not published.
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
   * Creates a writer that writes the rows of a large table on the thread of an executor.
   *
   * @param executor an executor that only this writer uses
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
   * Writes a row. Rows must be written in the order of the table. Another thread can write the row
   * later, so a call can throw the failure of an earlier call.
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

  /** Adds an entry to the footer. Throws an exception if {@link #finish} has been called. */
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

  /**
   * Records an input of this partition: adds the key and the content hash of the input to the
   * footer.
   */
  public PartitionWriter<R> addInput(Partition<?> input) {
    return putMetadata(PartitionMetadata.inputEntryName(input.key()), input.footer().contentHash());
  }

  /** Closes the staging file and returns its footer. Readers cannot see the file yet. */
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
   * Atomically replaces the published partition with the rows of this writer.
   *
   * @return false if the published partition has the same content and is left unchanged
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

  /** Returns the version of the partition that {@link #publish} wrote or left unchanged. */
  public PartitionVersion published() {
    return Objects.requireNonNull(published, () -> table + " is not published");
  }

  /**
   * Returns the footer of the published partition if its content is the same as that of the staging
   * file; otherwise empty.
   */
  public Optional<PartitionMetadata> findUnchanged() {
    return findUnchangedVersion().map(PartitionVersion::footer);
  }

  private Optional<PartitionVersion> findUnchangedVersion() {
    PartitionMetadata footer = finish();
    return findReplaced().filter(version -> footer.hasSameContent(version.footer()));
  }

  /**
   * Returns the published version of the partition; empty if the partition is missing or damaged.
   * Only the first call reads the footer, so make that call just before publishing.
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
        // Writing the end of the file can fail, for example on a full disk. The failure is ignored
        // because the file is deleted anyway.
      }
    }
  }
}
