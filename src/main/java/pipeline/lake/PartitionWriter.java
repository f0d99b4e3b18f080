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
 * A partition on its way: rows go to a temporary file outside every table. {@link #seal} closes it,
 * {@link #publish} makes it the partition; closed without that, nothing has happened.
 */
public final class PartitionWriter<R extends IndexedRecord> implements AutoCloseable {
  private final Lake lake;
  private final Table<R> table;
  private final String key;
  private final Path file;
  private final TreeMap<String, String> entries = new TreeMap<>();
  private final ParquetWriter<IndexedRecord> writer;
  private final ContentHasher hash;
  private final AsyncRowWriter<R> behind;
  private long rows;
  private boolean sealed;

  @SuppressWarnings("NullableOptional") // null until it is looked at
  private @Nullable Optional<PartitionMetadata> published;

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
    this.behind = new AsyncRowWriter<>(this::writeNow, beside);
    this.hash = new ContentHasher(table.schema());
    this.writer =
        ParquetWriters.open(file, table.schema(), () -> new PartitionMetadata(entries).metadata());
    note(PartitionMetadata.TABLE, table.qualifiedName());
    note(PartitionMetadata.SCHEMA_VERSION, Integer.toString(table.version()));
  }

  public Table<R> table() {
    return table;
  }

  public long rows() {
    return rows;
  }

  /** Rows come in the table's order. One that cannot be written may be told by a later one. */
  public void write(R row) {
    requireUnsealed();
    behind.add(row);
    rows++;
  }

  private void writeNow(R row) {
    try {
      writer.write(row);
      hash.add(row);
    } catch (IOException failed) {
      throw lake.failure(key, failed);
    }
  }

  /** Adds an entry to the footer; possible until the draft is sealed. */
  public PartitionWriter<R> note(String name, String value) {
    requireUnsealed();
    entries.put(name, value);
    return this;
  }

  private void requireUnsealed() {
    if (sealed) {
      throw new IllegalStateException(table + " is sealed");
    }
  }

  /** Notes that this partition is made from that one, as it is now. */
  public PartitionWriter<R> madeFrom(Partition<?> input) {
    return note(PartitionMetadata.input(input.key()), input.footer().contentHash());
  }

  /** Closes the file; nobody sees it yet. */
  public PartitionMetadata seal() {
    if (!sealed) {
      behind.finish();
      try {
        note(PartitionMetadata.ROWS, Long.toString(rows));
        note(PartitionMetadata.CONTENT_HASH, hash.hex());
        sealed = true;
        writer.close();
      } catch (IOException failed) {
        throw lake.failure(key, failed);
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
    seal();
    if (published().isPresent()) {
      return false;
    }
    lake.store().put(key, file);
    return true;
  }

  /**
   * What is published, where it says and holds the same as this draft, so that it will be left
   * alone. Looked at once, so it is asked for when publishing is next.
   */
  public Optional<PartitionMetadata> published() {
    if (published == null) {
      published = lake.replacedFooter(table, key).filter(seal()::sameAs);
    }
    return published;
  }

  @Override
  public void close() {
    try {
      behind.close();
    } finally {
      try {
        giveUp();
      } finally {
        TemporaryFiles.discard(file);
      }
    }
  }

  private void giveUp() {
    if (!sealed) {
      sealed = true;
      try {
        writer.close();
      } catch (IOException | RuntimeException unwritten) {
        // As on a full disk. It was about to write the end of a file that goes now.
      }
    }
  }
}
