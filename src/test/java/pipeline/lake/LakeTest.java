package pipeline.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeTest {
  private static final LocalDate DS = LocalDate.of(2024, 1, 1);
  private static final Table<IndexedRecord> PETS = pets(1, "");

  @TempDir Path folder;
  private Lake lake;

  @BeforeEach
  void open() {
    lake = new Lake(new FileObjectStore(folder));
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private static Table<IndexedRecord> pets(int version, String moreFields) {
    Schema schema =
        new Schema.Parser()
            .parse(
                """
                {"type":"record","name":"pets","version":%d,"key":["id"],"fields":[
                 {"name":"id","type":"string"},
                 {"name":"observed_at","type":["null","long"],"default":null}%s]}
                """
                    .formatted(version, moreFields));
    return new Table<>("raw", "pets", schema, row -> row);
  }

  private static IndexedRecord pet(Table<?> table, String id, long observedAt) {
    GenericData.Record pet = new GenericData.Record(table.schema());
    pet.put(0, id);
    pet.put(1, observedAt);
    return pet;
  }

  private boolean publish(Table<IndexedRecord> table, IndexedRecord... pets) {
    try (Draft<IndexedRecord> draft = lake.draft(table, DS)) {
      List.of(pets).forEach(draft::write);
      return draft.publish();
    }
  }

  private List<String> ids(Table<IndexedRecord> table) {
    List<String> ids = new ArrayList<>();
    try (Rows<IndexedRecord> rows = lake.find(table, DS).orElseThrow().rows()) {
      for (IndexedRecord row = rows.next(); row != null; row = rows.next()) {
        ids.add(row.get(0).toString());
      }
    }
    return ids;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).map(folder::relativize).sorted().toList();
    }
  }

  @Test
  void whatIsPublishedIsRead() throws IOException {
    assertTrue(publish(PETS, pet(PETS, "cat", 1), pet(PETS, "dog", 1)));
    assertEquals(List.of("cat", "dog"), ids(PETS));
    assertEquals(2, lake.find(PETS, DS).orElseThrow().footer().rows());
    assertEquals(List.of(Path.of("raw/pets/ds=2024-01-01/pets.parquet")), files());
    assertEquals(List.of(DS), lake.dates(PETS));
  }

  @Test
  void anEmptyPartitionIsOneToo() {
    assertTrue(publish(PETS));
    assertEquals(List.of(), ids(PETS));
  }

  @Test
  void closingIsNotPublishing() throws IOException {
    try (Draft<IndexedRecord> draft = lake.draft(PETS, DS)) {
      draft.write(pet(PETS, "cat", 1));
      draft.seal();
    }
    assertTrue(lake.find(PETS, DS).isEmpty());
    assertEquals(List.of(), files());
  }

  @Test
  void theSameRowsAreNotWrittenAgainWheneverTheyWereSeen() throws IOException {
    publish(PETS, pet(PETS, "cat", 1));
    Path file = folder.resolve(PETS.key(DS));
    byte[] before = Files.readAllBytes(file);
    assertFalse(publish(PETS, pet(PETS, "cat", 2)));
    assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(file)));
    assertTrue(publish(PETS, pet(PETS, "cow", 2)));
    assertEquals(List.of("cow"), ids(PETS));
  }

  @Test
  void aChangedEntryIsWrittenAlthoughTheRowsAreTheSame() {
    publish(PETS, pet(PETS, "cat", 1));
    try (Draft<IndexedRecord> draft = lake.draft(PETS, DS)) {
      draft.write(pet(PETS, "cat", 1));
      draft.note("partial", "true");
      assertTrue(draft.publish());
    }
    try (Draft<IndexedRecord> draft = lake.draft(PETS, DS)) {
      draft.write(pet(PETS, "cat", 1));
      draft.note("partial", "true").note(Footer.RUN_ID, "another").note(Footer.OBSERVED_AT, "now");
      assertFalse(draft.publish());
    }
  }

  @Test
  void aPartitionKnowsWhatItIsMadeFrom() {
    publish(PETS, pet(PETS, "cat", 1));
    Partition<IndexedRecord> input = lake.find(PETS, DS).orElseThrow();
    Table<IndexedRecord> made = new Table<>("clean", "pets", PETS.schema(), row -> row);
    try (Draft<IndexedRecord> draft = lake.draft(made, DS)) {
      draft.madeFrom(input).publish();
    }
    Footer footer = lake.find(made, DS).orElseThrow().footer();
    assertEquals(input.footer().contentHash(), footer.inputHash(input.key()).orElseThrow());
  }

  @Test
  void columnsThatCameLaterAreNullInOlderPartitions() {
    publish(PETS, pet(PETS, "cat", 1));
    Table<IndexedRecord> newer =
        pets(2, ",{\"name\":\"name\",\"type\":[\"null\",\"string\"],\"default\":null}");
    Partition<IndexedRecord> read = lake.find(newer, DS).orElseThrow();
    assertTrue(read.isOlder());
    try (Rows<IndexedRecord> rows = read.rows()) {
      IndexedRecord cat = rows.next();
      assertEquals("cat", cat.get(0).toString());
      assertEquals(null, cat.get(2));
    }
  }

  @Test
  void someColumnsAreReadWithoutTheOthers() {
    publish(PETS, pet(PETS, "cat", 1), pet(PETS, "dog", 2));
    Partition<IndexedRecord> read = lake.find(PETS, DS).orElseThrow();
    List<Object> seen = new ArrayList<>();
    try (Rows<IndexedRecord> rows = read.rows(Set.of("observed_at"))) {
      for (IndexedRecord row = rows.next(); row != null; row = rows.next()) {
        assertEquals(1, row.getSchema().getFields().size());
        seen.add(row.get(0));
      }
    }
    assertEquals(List.of(1L, 2L), seen);
  }

  @Test
  void aPartitionOfANewerJarIsRefused() {
    publish(pets(2, ""));
    assertKind(LakeException.Kind.NEWER, "newer pipeline.jar");
  }

  @Test
  void aFileOfAnotherIsRefused() throws IOException {
    publish(new Table<>("raw", "cars", PETS.schema(), row -> row));
    Files.createDirectories(folder.resolve(PETS.key(DS)).getParent());
    Files.copy(folder.resolve("raw/cars/ds=2024-01-01/cars.parquet"), folder.resolve(PETS.key(DS)));
    assertKind(LakeException.Kind.FOREIGN, "raw/pets");
  }

  @Test
  void aFileOfNoBytesIsDamagedAndNamed() throws IOException {
    damage(new byte[0]);
    assertKind(LakeException.Kind.DAMAGED, "raw/pets/ds=2024-01-01/pets.parquet");
  }

  @Test
  void aCutFileIsDamagedAndReplacedByTheNextRun() throws IOException {
    publish(PETS, pet(PETS, "cat", 1));
    byte[] whole = Files.readAllBytes(folder.resolve(PETS.key(DS)));
    damage(Arrays.copyOf(whole, whole.length - 10));
    assertKind(LakeException.Kind.DAMAGED, "raw/pets/ds=2024-01-01/pets.parquet");
    assertTrue(publish(PETS, pet(PETS, "cat", 1)));
    assertEquals(List.of("cat"), ids(PETS));
  }

  @Test
  void textIsDamagedToo() throws IOException {
    damage("id,name\n1,cat\n".getBytes(StandardCharsets.UTF_8));
    assertKind(LakeException.Kind.DAMAGED, "no readable Parquet file");
    assertKind(LakeException.Kind.DAMAGED, "an extract stage needs --replace");
  }

  @Test
  void aFileWithSpoiltPagesAndAWholeFooterIsToBeDeleted() throws IOException {
    publish(PETS, pet(PETS, "cat", 1));
    byte[] bytes = Files.readAllBytes(folder.resolve(PETS.key(DS)));
    Arrays.fill(bytes, 4, 40, (byte) 0);
    damage(bytes);
    LakeException refused = assertThrows(LakeException.class, () -> ids(PETS));
    assertEquals(LakeException.Kind.DAMAGED, refused.kind());
    assertTrue(refused.getMessage().contains("Delete it, then rerun"), refused.getMessage());
  }

  @Test
  void noFlippedBitInAPageIsReadAsAnotherRow() throws IOException {
    List<String> names = IntStream.range(0, 40).mapToObj(i -> "pet" + i * 7919 % 100).toList();
    publish(PETS, names.stream().map(name -> pet(PETS, name, 1)).toArray(IndexedRecord[]::new));
    byte[] whole = Files.readAllBytes(folder.resolve(PETS.key(DS)));
    int damaged = 0;
    int footer = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(whole.length - 8);
    for (int at = 4; at < whole.length - 8 - footer; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 1;
      damage(flipped);
      try {
        assertEquals(names, ids(PETS), "byte " + at);
      } catch (LakeException refused) {
        damaged++;
      }
    }
    assertTrue(damaged > 100, damaged + " of " + whole.length + " bytes");
  }

  private void damage(byte[] bytes) throws IOException {
    Files.createDirectories(folder.resolve(PETS.key(DS)).getParent());
    Files.write(folder.resolve(PETS.key(DS)), bytes);
  }

  private void assertKind(LakeException.Kind kind, String named) {
    LakeException refused = assertThrows(LakeException.class, () -> lake.find(PETS, DS));
    assertEquals(kind, refused.kind());
    assertTrue(refused.getMessage().contains(named), refused.getMessage());
  }
}
