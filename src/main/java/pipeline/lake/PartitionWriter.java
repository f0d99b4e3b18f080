package pipeline.lake;

import java.io.IOException;
import java.nio.file.Path;
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
import pipeline.lake.store.TemporaryFiles;

/**
 * A partition on its way: rows go to a temporary file outside every table. {@link #finish} closes
 * it, {@link #publish} makes it the partition; closed without that, nothing has happened.
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

  @SuppressWarnings("NullableOptional") // null until it is looked at
  private @Nullable Optional<PartitionMetadata> unchanged;

  PartitionWriter(Lake lake, Table<R> table, String key, Path file) throws IOException {
    this(lake, table, key, file, new BackgroundExecutor());
  }

  /**
   * A draft whose rows are written on a given thread.
   *
   * @param beside nobody else's
   */
  PartitionWriter(Lake lake, Table<R> table, String key, Path file, BackgroundExecutor beside)
      throws IOException {
    this.lake = lake;
    this.table = table;
    this.key = key;
    this.file = file;
    this.asyncWriter = new AsyncRowWriter<>(this::writeRow, beside);
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

  /** Rows come in the table's order. One that cannot be written may be told by a later one. */
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

  /** Adds an entry to the footer; possible until the draft is sealed. */
  public PartitionWriter<R> putMetadata(String name, String value) {
    checkNotFinished();
    entries.put(name, value);
    return this;
  }

  private void checkNotFinished() {
    if (isFinished) {
      throw new IllegalStateException(table + " is sealed");
    }
  }

  /** Notes that this partition is made from that one, as it is now. */
  public PartitionWriter<R> addInput(Partition<?> input) {
    return putMetadata(PartitionMetadata.inputEntryName(input.key()), input.footer().contentHash());
  }

  /** Closes the file; nobody sees it yet. */
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
   * Replaces the partition by this draft, at once and whole.
   *
   * @return false where the published one says and holds the same already, and is left alone
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
   * What is published, where it says and holds the same as this draft, so that it will be left
   * alone. Looked at once, so it is asked for when publishing is next.
   */
  public Optional<PartitionMetadata> findUnchanged() {
    if (unchanged == null) {
      unchanged = lake.findReplacedFooter(table, key).filter(finish()::hasSameContent);
    }
    return unchanged;
  }

  @Override
  public void close() {
    try {
      asyncWriter.close();
    } finally {
      try {
        abandon();
      } finally {
        TemporaryFiles.discard(file);
      }
    }
  }

  private void abandon() {
    if (!isFinished) {
      isFinished = true;
      try {
        writer.close();
      } catch (IOException | RuntimeException unwritten) {
        // As on a full disk. It was about to write the end of a file that goes now.
      }
    }
  }
}
