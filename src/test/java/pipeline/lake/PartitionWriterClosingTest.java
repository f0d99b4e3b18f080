package pipeline.lake;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.lake.file.FileObjectStore;
import pipeline.lake.parquet.BackgroundExecutor;

/** Checks closing a partition writer while another thread is writing its rows. */
class PartitionWriterClosingTest {
  private static final Schema SCHEMA =
      SchemaBuilder.record("pets").prop("version", 1).fields().requiredInt("id").endRecord();

  @TempDir Path folder;
  private final CountDownLatch testEnded = new CountDownLatch(1);

  /** A row that blocks any thread except the test's. */
  private final class OneColumnRow implements IndexedRecord {
    private final Thread testThread = Thread.currentThread();

    @Override
    public Schema getSchema() {
      return SCHEMA;
    }

    @Override
    public Object get(int column) {
      try {
        if (!Thread.currentThread().equals(testThread)) {
          testEnded.await();
        }
        return 1;
      } catch (InterruptedException stopped) {
        throw new IllegalStateException(stopped);
      }
    }

    @Override
    public void put(int column, Object value) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void hangingThreadLeavesNoFile() throws IOException {
    Path file = folder.resolve("pets.parquet");
    Table<IndexedRecord> table = new Table<>("raw", "pets", 1, () -> SCHEMA, row -> row);
    Lake lake = new Lake(new FileObjectStore(folder));
    PartitionWriter<IndexedRecord> writer =
        new PartitionWriter<>(lake, table, "x", file, new BackgroundExecutor(0));
    for (int row = 0; row < 2 * BackgroundExecutor.BATCH_SIZE; row++) {
      writer.write(new OneColumnRow());
    }
    assertTrue(Files.exists(file));

    assertThrows(IllegalStateException.class, writer::close);

    assertFalse(Files.exists(file));
    testEnded.countDown();
  }
}
