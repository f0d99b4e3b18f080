package pipeline.lake;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.Test;
import pipeline.lake.parquet.PartitionMetadata;

/** Checks that a staging file is either published completely or deleted. */
class PartitionWriterTest extends LakeFixture {
  @Test
  void closingIsNotPublishing() throws IOException {
    try (PartitionWriter<IndexedRecord> writer = lake.openWriter(PETS, DS)) {
      writer.write(pet(PETS, "cat", 1));
      writer.finish();
    }
    assertTrue(lake.find(PETS, DS).isEmpty());
    assertEquals(List.of(), files());
  }

  @Test
  void abandonedWriterLeavesNoFile() throws IOException {
    try (PartitionWriter<IndexedRecord> writer = lake.openWriter(PETS, DS)) {
      writer.write(pet(PETS, "cat", 1));
    }
    assertEquals(List.of(), files());
  }

  /** The rows exceed one batch. */
  @Test
  void allRowsOfALargeTableArePublished() {
    List<String> names = IntStream.range(0, 5000).mapToObj("pet-%04d"::formatted).toList();
    publish(PETS, names.stream().map(name -> pet(PETS, name, 1)).toArray(IndexedRecord[]::new));
    assertEquals(names, ids(PETS));
    assertEquals(5000, lake.find(PETS, DS).orElseThrow().footer().rows());
  }

  /** The file must not be closed while another thread writes to it. */
  @Test
  void abandoningAWriterWaitsForTheCurrentRow() {
    AtomicBoolean inUse = new AtomicBoolean();
    CountDownLatch started = new CountDownLatch(1);
    IndexedRecord slow =
        new GenericData.Record(PETS.schema()) {
          @Override
          public Object get(int column) {
            inUse.set(true);
            started.countDown();
            for (long until = System.nanoTime() + 100_000_000; System.nanoTime() < until; ) {
              Thread.onSpinWait();
            }
            inUse.set(false);
            return super.get(column);
          }
        };
    slow.put(0, "sloth");
    slow.put(1, 1L);
    try (PartitionWriter<IndexedRecord> writer = lake.openWriter(PETS, DS)) {
      IntStream.range(0, 2 * 1024 - 1).forEach(i -> writer.write(pet(PETS, "cat", i)));
      writer.write(slow);
      assertDoesNotThrow(() -> started.await());
    }
    assertFalse(inUse.get());
  }

  /** Requires Linux, where a process can list its open files. */
  @Test
  void abandonedWriterHoldsNoOpenFile() throws IOException {
    assumeTrue(Files.isDirectory(OPEN_FILES));
    PartitionWriter<IndexedRecord> writer = lake.openWriter(PETS, DS);
    writer.write(pet(PETS, "cat", 1));
    assertEquals(1, openFiles());
    writer.close();
    assertEquals(0, openFiles());
  }

  /** This also happens on a full disk, on which only the deletion of this file can free space. */
  @Test
  void writerThatCannotBeClosedLeavesNoFile() throws IOException {
    PartitionWriter<IndexedRecord> writer = lake.openWriter(PETS, DS);
    writer.write(pet(PETS, "cat", 1));
    Thread.currentThread()
        .interrupt(); // An interrupt closes the file channel of the current write.
    writer.close();
    assertTrue(Thread.interrupted());
    assertEquals(List.of(), files());
  }

  @Test
  void finishedWriterRefusesRowsAndMetadata() {
    try (PartitionWriter<IndexedRecord> writer = lake.openWriter(PETS, DS)) {
      PartitionMetadata footer = writer.finish();

      assertEquals(Optional.of("raw/pets"), footer.find(PartitionMetadata.TABLE));
      assertEquals(1, footer.schemaVersion());
      assertEquals(footer, writer.finish(), "finished twice");
      assertThrows(IllegalStateException.class, () -> writer.putMetadata("late", "true"));
      assertThrows(IllegalStateException.class, () -> writer.write(pet(PETS, "cat", 1)));
    }
  }
}
