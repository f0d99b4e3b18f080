package pipeline.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.Test;
import pipeline.lake.parquet.ParquetWriters;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.parquet.RowIterator;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.ObjectInfo;
import pipeline.tables.row.Tables;

class LakeTest extends LakeFixture {
  @Test
  void publishedRowsAreRead() throws IOException {
    assertTrue(publish(PETS, pet(PETS, "cat", 1), pet(PETS, "dog", 1)));
    assertEquals(List.of("cat", "dog"), ids(PETS));
    assertEquals(2, lake.find(PETS, DS).orElseThrow().footer().rows());
    assertEquals(List.of(Path.of("raw/pets/ds=2024-01-01/pets.parquet")), files());
    assertEquals(List.of(DS), lake.listDates(PETS));
    assertEquals("file:" + folder, lake.uri());
  }

  @Test
  void emptyPartitionIsAPartition() {
    assertTrue(publish(PETS));
    assertEquals(List.of(), ids(PETS));
  }

  @Test
  void sameRowsAreNotWrittenAgain() throws IOException {
    publish(PETS, pet(PETS, "cat", 1));
    Path file = folder.resolve(PETS.key(DS));
    byte[] before = Files.readAllBytes(file);
    assertFalse(publish(PETS, pet(PETS, "cat", 2)));
    assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(file)));
    assertTrue(publish(PETS, pet(PETS, "cow", 2)));
    assertEquals(List.of("cow"), ids(PETS));
  }

  @Test
  void columnAfterTheObservationTimeIsPartOfTheHash() {
    Table<IndexedRecord> named =
        pets(2, ",{\"name\":\"name\",\"type\":[\"null\",\"string\"],\"default\":null}");
    assertTrue(publish(named, petWithName(named, "Tom", 1)));
    assertFalse(publish(named, petWithName(named, "Tom", 2)));
    assertTrue(publish(named, petWithName(named, "Max", 2)));
  }

  @Test
  void changedFooterEntryIsWrittenWithTheSameRows() {
    publish(PETS, pet(PETS, "cat", 1));
    try (PartitionWriter<IndexedRecord> writer = lake.openWriter(PETS, DS)) {
      writer.write(pet(PETS, "cat", 1));
      writer.putMetadata("partial", "true");
      assertTrue(writer.publish());
    }
    try (PartitionWriter<IndexedRecord> writer = lake.openWriter(PETS, DS)) {
      writer.write(pet(PETS, "cat", 1));
      writer
          .putMetadata("partial", "true")
          .putMetadata(PartitionMetadata.RUN_ID, "another")
          .putMetadata(PartitionMetadata.OBSERVED_AT, "now");
      assertFalse(writer.publish());
    }
  }

  @Test
  void footerNamesTheInputsOfAPartition() {
    publish(PETS, pet(PETS, "cat", 1));
    Partition<IndexedRecord> input = lake.find(PETS, DS).orElseThrow();
    Table<IndexedRecord> derived = new Table<>("clean", "pets", 1, PETS::schema, row -> row);
    try (PartitionWriter<IndexedRecord> writer = lake.openWriter(derived, DS)) {
      writer.addInput(input).publish();
    }
    PartitionMetadata footer = lake.find(derived, DS).orElseThrow().footer();
    assertEquals(input.footer().contentHash(), footer.inputHash(input.key()).orElseThrow());
    assertEquals(input.footer().contentHash(), footer.entries().get("input." + PETS.key(DS)));
    assertTrue(input.footer().contentHash().matches("[0-9a-f]{64}"), "SHA-256");
  }

  @Test
  void newColumnsAreNullInOlderPartitions() {
    publish(PETS, pet(PETS, "cat", 1));
    Table<IndexedRecord> newer =
        pets(2, ",{\"name\":\"name\",\"type\":[\"null\",\"string\"],\"default\":null}");
    Partition<IndexedRecord> read = lake.find(newer, DS).orElseThrow();
    assertTrue(read.hasOlderSchema());
    try (RowIterator<IndexedRecord> rows = read.openRows()) {
      IndexedRecord cat = rows.next();
      assertEquals("cat", cat.get(0).toString());
      assertEquals(null, cat.get(2));
    }
    try (RowIterator<IndexedRecord> rows = read.openRows(Set.of("id", "name"))) {
      assertEquals(null, rows.next().get(1));
    }
  }

  @Test
  void projectionReadsSomeColumns() {
    publish(PETS, pet(PETS, "cat", 1), pet(PETS, "dog", 2));
    Partition<IndexedRecord> read = lake.find(PETS, DS).orElseThrow();
    List<Object> seen = new ArrayList<>();
    try (RowIterator<IndexedRecord> rows = read.openRows(Set.of("observed_at"))) {
      for (IndexedRecord row = rows.next(); row != null; row = rows.next()) {
        assertEquals(1, row.getSchema().getFields().size());
        seen.add(row.get(0));
      }
    }
    assertEquals(List.of(1L, 2L), seen);
  }

  @Test
  void partitionsAreListedForARangeOfDates() {
    for (String ds :
        List.of("2023-12-31", "2024-01-01", "2024-01-31", "2024-02-01", "2024-03-05")) {
      publish(PETS, LocalDate.parse(ds), pet(PETS, ds, 1));
    }

    assertEquals(List.of("2024-01-01", "2024-01-31"), listed("2024-01-01", "2024-02-01"));
    assertEquals(List.of("2024-01-31", "2024-02-01"), listed("2024-01-31", "2024-03-05"));
    assertEquals(List.of("2024-03-05"), listed("2024-02-02", "2024-03-06"));
    assertEquals(List.of(), listed("2024-01-01", "2024-01-01"));
  }

  @Test
  void listingHasOnlyTheObjectOfTheDate() throws IOException {
    publish(PETS, pet(PETS, "cat", 1));
    writeFile("raw/pets/ds=2024-01-01/pets.parquet.bak");
    writeFile("raw/pets/ds=2024-01-02/others.parquet");
    writeFile("raw/pets/ds=2024-01-99/pets.parquet");
    writeFile("raw/pets/elsewhere/pets.parquet");

    ObjectInfo listed =
        lake.listPartitions(PETS, DS, DS.plusMonths(1)).values().stream()
            .reduce(LakeTest::two)
            .orElseThrow();

    assertEquals(PETS.key(DS), listed.key());
    assertEquals(1, lake.readFooter(PETS, listed).rows());
    assertEquals(
        lake.find(PETS, DS).orElseThrow().footer(), lake.partition(PETS, DS, listed).footer());
    assertEquals(
        List.of(DS, DS.plusDays(1)),
        lake.listDates(PETS),
        "folders without a valid date are ignored");
  }

  @Test
  void partitionIsFoundOrNot() throws IOException {
    writeFile(PETS.key(DS) + ".bak");
    assertFalse(lake.hasPartition(PETS, DS));
    assertTrue(lake.find(PETS, DS).isEmpty());
    assertTrue(lake.findPublishedVersion(PETS, DS).isEmpty());

    publish(PETS, pet(PETS, "cat", 1));

    assertTrue(lake.hasPartition(PETS, DS));
    assertEquals(1, lake.findPublishedVersion(PETS, DS).orElseThrow().footer().rows());
    assertFalse(lake.hasPartition(PETS, DS.plusDays(1)));
  }

  @Test
  void checkpointIsOutsideTheTables() {
    try (PartitionWriter<IndexedRecord> checkpoint =
        lake.stageFile(PETS, DS, "work/pets/1.parquet")) {
      assertEquals(PETS, checkpoint.table());
      checkpoint.write(pet(PETS, "cat", 1));
      assertEquals(1, checkpoint.rows());
      assertTrue(checkpoint.findUnchanged().isEmpty());
      assertTrue(checkpoint.publish());
    }

    ObjectInfo checkpoint = lake.store().list("work/").get(0);
    assertEquals("work/pets/1.parquet", checkpoint.key());
    assertEquals(1, lake.partition(PETS, DS, checkpoint).footer().rows());
    assertFalse(lake.hasPartition(PETS, DS));
  }

  @Test
  void warmUpLeavesNoFileBehind() throws IOException {
    lake.warmUp(PETS);
    publish(PETS, pet(PETS, "cat", 1));

    assertEquals(1, lake.store().list("").size());
    assertEquals(List.of(), lake.store().listIncompleteUploads());
    for (Table<?> table : Tables.all()) {
      ParquetWriters.warmUp(table.schema());
    }
  }

  /** A concurrent run may replace the partition between the listing and the read. */
  @Test
  void readDuringAReplacementIsRetriedALimitedNumberOfTimes() {
    publish(PETS, pet(PETS, "cat", 1));
    AtomicInteger replacements = new AtomicInteger();
    Lake concurrentLake = new Lake(storeWithReplacements(replacements));

    replacements.set(2);
    assertEquals(1, concurrentLake.findPublishedVersion(PETS, DS).orElseThrow().footer().rows());
    assertEquals(0, replacements.get());

    replacements.set(3);
    LakeException replaced =
        assertThrows(LakeException.class, () -> concurrentLake.findPublishedVersion(PETS, DS));
    assertEquals(LakeException.LakeErrorKind.REPLACED, replaced.kind());
    assertTrue(replaced.getMessage().contains(lake.uri() + "/" + PETS.key(DS)));
  }

  private static ObjectInfo two(ObjectInfo one, ObjectInfo other) {
    throw new AssertionError(one + " and " + other);
  }
}
