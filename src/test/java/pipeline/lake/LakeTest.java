package pipeline.lake;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.lake.file.FileObjectStore;
import pipeline.lake.parquet.ParquetWriters;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.parquet.RowIterator;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectStore;
import pipeline.tables.row.Tables;

class LakeTest {
  private static final LocalDate DS = LocalDate.of(2024, 1, 1);
  private static final Table<IndexedRecord> PETS = pets(1, "");

  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

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
    return publish(table, DS, pets);
  }

  private boolean publish(Table<IndexedRecord> table, LocalDate ds, IndexedRecord... pets) {
    try (PartitionWriter<IndexedRecord> draft = lake.openWriter(table, ds)) {
      List.of(pets).forEach(draft::write);
      return draft.publish();
    }
  }

  private List<String> ids(Table<IndexedRecord> table) {
    List<String> ids = new ArrayList<>();
    try (RowIterator<IndexedRecord> rows = lake.find(table, DS).orElseThrow().openRows()) {
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
    assertEquals(List.of(DS), lake.listDates(PETS));
    assertEquals("file:" + folder, lake.uri());
  }

  @Test
  void anEmptyPartitionIsOneToo() {
    assertTrue(publish(PETS));
    assertEquals(List.of(), ids(PETS));
  }

  @Test
  void closingIsNotPublishing() throws IOException {
    try (PartitionWriter<IndexedRecord> draft = lake.openWriter(PETS, DS)) {
      draft.write(pet(PETS, "cat", 1));
      draft.finish();
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
  void aColumnBehindTheTimeOfObservationCounts() {
    Table<IndexedRecord> named =
        pets(2, ",{\"name\":\"name\",\"type\":[\"null\",\"string\"],\"default\":null}");
    assertTrue(publish(named, named(named, "Tom", 1)));
    assertFalse(publish(named, named(named, "Tom", 2)));
    assertTrue(publish(named, named(named, "Max", 2)));
  }

  private static IndexedRecord named(Table<?> table, String name, long observedAt) {
    IndexedRecord pet = pet(table, "cat", observedAt);
    pet.put(2, name);
    return pet;
  }

  @Test
  void aDraftThatIsGivenUpLeavesNothing() throws IOException {
    try (PartitionWriter<IndexedRecord> draft = lake.openWriter(PETS, DS)) {
      draft.write(pet(PETS, "cat", 1));
    }
    assertEquals(List.of(), files());
  }

  /** Longer than what is written at once and what is handed over together. */
  @Test
  void allRowsOfALongTableArePublished() {
    List<String> names = IntStream.range(0, 5000).mapToObj("pet-%04d"::formatted).toList();
    publish(PETS, names.stream().map(name -> pet(PETS, name, 1)).toArray(IndexedRecord[]::new));
    assertEquals(names, ids(PETS));
    assertEquals(5000, lake.find(PETS, DS).orElseThrow().footer().rows());
  }

  /** Its file is not closed under who writes it. */
  @Test
  void givingUpADraftWaitsForTheRowThatIsBeingWritten() {
    AtomicBoolean inUse = new AtomicBoolean();
    CountDownLatch begun = new CountDownLatch(1);
    IndexedRecord slow =
        new GenericData.Record(PETS.schema()) {
          @Override
          public Object get(int column) {
            inUse.set(true);
            begun.countDown();
            for (long until = System.nanoTime() + 100_000_000; System.nanoTime() < until; ) {
              Thread.onSpinWait();
            }
            inUse.set(false);
            return super.get(column);
          }
        };
    slow.put(0, "sloth");
    slow.put(1, 1L);
    try (PartitionWriter<IndexedRecord> draft = lake.openWriter(PETS, DS)) {
      IntStream.range(0, 2 * 1024 - 1).forEach(i -> draft.write(pet(PETS, "cat", i)));
      draft.write(slow);
      assertDoesNotThrow(() -> begun.await());
    }
    assertFalse(inUse.get());
  }

  /** On Linux, where a process can look at the files that it holds. */
  @Test
  void aDraftThatIsGivenUpHoldsNoFile() throws IOException {
    assumeTrue(Files.isDirectory(OPEN_FILES));
    PartitionWriter<IndexedRecord> draft = lake.openWriter(PETS, DS);
    draft.write(pet(PETS, "cat", 1));
    assertEquals(1, openFiles());
    draft.close();
    assertEquals(0, openFiles());
  }

  private long openFiles() throws IOException {
    try (Stream<Path> open = Files.list(OPEN_FILES)) {
      return open.filter(this::isOurs).count();
    }
  }

  private boolean isOurs(Path open) {
    try {
      return Files.readSymbolicLink(open).startsWith(folder.toRealPath());
    } catch (IOException closed) {
      return false;
    }
  }

  /** As on a full disk, too: its file is the one thing that could be freed there. */
  @Test
  void aDraftThatCannotBeEndedLeavesNothingEither() throws IOException {
    PartitionWriter<IndexedRecord> draft = lake.openWriter(PETS, DS);
    draft.write(pet(PETS, "cat", 1));
    Thread.currentThread().interrupt(); // closes a file under who writes it
    draft.close();
    assertTrue(Thread.interrupted());
    assertEquals(List.of(), files());
  }

  @Test
  void aChangedEntryIsWrittenAlthoughTheRowsAreTheSame() {
    publish(PETS, pet(PETS, "cat", 1));
    try (PartitionWriter<IndexedRecord> draft = lake.openWriter(PETS, DS)) {
      draft.write(pet(PETS, "cat", 1));
      draft.putMetadata("partial", "true");
      assertTrue(draft.publish());
    }
    try (PartitionWriter<IndexedRecord> draft = lake.openWriter(PETS, DS)) {
      draft.write(pet(PETS, "cat", 1));
      draft
          .putMetadata("partial", "true")
          .putMetadata(PartitionMetadata.RUN_ID, "another")
          .putMetadata(PartitionMetadata.OBSERVED_AT, "now");
      assertFalse(draft.publish());
    }
  }

  @Test
  void aPartitionKnowsWhatItIsMadeFrom() {
    publish(PETS, pet(PETS, "cat", 1));
    Partition<IndexedRecord> input = lake.find(PETS, DS).orElseThrow();
    Table<IndexedRecord> made = new Table<>("clean", "pets", PETS.schema(), row -> row);
    try (PartitionWriter<IndexedRecord> draft = lake.openWriter(made, DS)) {
      draft.addInput(input).publish();
    }
    PartitionMetadata footer = lake.find(made, DS).orElseThrow().footer();
    assertEquals(input.footer().contentHash(), footer.inputHash(input.key()).orElseThrow());
    assertEquals(input.footer().contentHash(), footer.entries().get("input." + PETS.key(DS)));
    assertTrue(input.footer().contentHash().matches("[0-9a-f]{64}"), "SHA-256");
  }

  @Test
  void columnsThatCameLaterAreNullInOlderPartitions() {
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
  void someColumnsAreReadWithoutTheOthers() {
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
  void aPartitionOfANewerJarIsRefused() {
    publish(pets(2, ""));
    assertKind(LakeException.LakeErrorKind.NEWER_SCHEMA, "newer pipeline.jar");
  }

  @Test
  void aFileOfAnotherIsRefused() throws IOException {
    publish(new Table<>("raw", "cars", PETS.schema(), row -> row));
    Files.createDirectories(folder.resolve(PETS.key(DS)).getParent());
    Files.copy(folder.resolve("raw/cars/ds=2024-01-01/cars.parquet"), folder.resolve(PETS.key(DS)));
    assertKind(LakeException.LakeErrorKind.WRONG_TABLE, "raw/pets");
  }

  @Test
  void aFileOfNoBytesIsDamagedAndNamed() throws IOException {
    damage(new byte[0]);
    assertKind(LakeException.LakeErrorKind.DAMAGED, "raw/pets/ds=2024-01-01/pets.parquet");
  }

  @Test
  void aCutFileIsDamagedAndReplacedByTheNextRun() throws IOException {
    publish(PETS, pet(PETS, "cat", 1));
    byte[] whole = Files.readAllBytes(folder.resolve(PETS.key(DS)));
    damage(Arrays.copyOf(whole, whole.length - 10));
    assertKind(LakeException.LakeErrorKind.DAMAGED, "raw/pets/ds=2024-01-01/pets.parquet");
    assertTrue(publish(PETS, pet(PETS, "cat", 1)));
    assertEquals(List.of("cat"), ids(PETS));
  }

  @Test
  void textIsDamagedToo() throws IOException {
    damage("id,name\n1,cat\n".getBytes(StandardCharsets.UTF_8));
    assertKind(LakeException.LakeErrorKind.DAMAGED, "no readable Parquet file");
    assertKind(LakeException.LakeErrorKind.DAMAGED, "an extract stage needs --replace");
  }

  @Test
  void aFileWithSpoiltPagesAndAWholeFooterIsToBeDeleted() throws IOException {
    publish(PETS, pet(PETS, "cat", 1));
    byte[] bytes = Files.readAllBytes(folder.resolve(PETS.key(DS)));
    Arrays.fill(bytes, 4, 40, (byte) 0);
    damage(bytes);
    LakeException refused = assertThrows(LakeException.class, () -> ids(PETS));
    assertEquals(LakeException.LakeErrorKind.DAMAGED, refused.kind());
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

  @Test
  void partitionsAreListedFromOneDateToBeforeAnother() {
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
  void whatIsListedIsTheDatesOwnObject() throws IOException {
    publish(PETS, pet(PETS, "cat", 1));
    stray("raw/pets/ds=2024-01-01/pets.parquet.bak");
    stray("raw/pets/ds=2024-01-02/others.parquet");
    stray("raw/pets/ds=2024-01-99/pets.parquet");
    stray("raw/pets/elsewhere/pets.parquet");

    ObjectInfo listed =
        lake.listPartitions(PETS, DS, DS.plusMonths(1)).values().stream()
            .reduce(LakeTest::two)
            .orElseThrow();

    assertEquals(PETS.key(DS), listed.key());
    assertEquals(1, lake.readFooter(PETS, listed).rows());
    assertEquals(
        lake.find(PETS, DS).orElseThrow().footer(), lake.partition(PETS, DS, listed).footer());
    assertEquals(
        List.of(DS, DS.plusDays(1)), lake.listDates(PETS), "folders that are no date are none");
  }

  private static ObjectInfo two(ObjectInfo one, ObjectInfo other) {
    throw new AssertionError(one + " and " + other);
  }

  private void stray(String key) throws IOException {
    Path file = folder.resolve(key);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "x");
  }

  private List<String> listed(String from, String until) {
    return lake
        .listPartitions(PETS, LocalDate.parse(from), LocalDate.parse(until))
        .keySet()
        .stream()
        .map(LocalDate::toString)
        .toList();
  }

  @Test
  void aPartitionIsThereOrNot() throws IOException {
    stray(PETS.key(DS) + ".bak");
    assertFalse(lake.hasPartition(PETS, DS));
    assertTrue(lake.find(PETS, DS).isEmpty());
    assertTrue(lake.findPublishedFooter(PETS, DS).isEmpty());

    publish(PETS, pet(PETS, "cat", 1));

    assertTrue(lake.hasPartition(PETS, DS));
    assertEquals(1, lake.findPublishedFooter(PETS, DS).orElseThrow().rows());
    assertFalse(lake.hasPartition(PETS, DS.plusDays(1)));
  }

  @Test
  void aPieceLiesWhereNoReaderOfTablesLooks() {
    try (PartitionWriter<IndexedRecord> piece = lake.stageFile(PETS, DS, "work/pets/1.parquet")) {
      assertEquals(PETS, piece.table());
      piece.write(pet(PETS, "cat", 1));
      assertEquals(1, piece.rows());
      assertTrue(piece.findUnchanged().isEmpty());
      assertTrue(piece.publish());
    }

    ObjectInfo piece = lake.store().list("work/").get(0);
    assertEquals("work/pets/1.parquet", piece.key());
    assertEquals(1, lake.partition(PETS, DS, piece).footer().rows());
    assertFalse(lake.hasPartition(PETS, DS));
  }

  @Test
  void makingReadyLeavesNothingBehindAndNothingOut() throws IOException {
    lake.warmUp(PETS);
    publish(PETS, pet(PETS, "cat", 1));

    assertEquals(1, lake.store().list("").size());
    assertEquals(List.of(), lake.store().listIncompleteUploads());
    for (Table<?> table : Tables.all()) {
      ParquetWriters.warmUp(table.schema());
    }
  }

  @Test
  void afterItIsSealedNothingCanBeNotedOrWritten() {
    try (PartitionWriter<IndexedRecord> draft = lake.openWriter(PETS, DS)) {
      PartitionMetadata sealed = draft.finish();

      assertEquals(Optional.of("raw/pets"), sealed.find(PartitionMetadata.TABLE));
      assertEquals(1, sealed.schemaVersion());
      assertEquals(sealed, draft.finish(), "sealed once");
      assertThrows(IllegalStateException.class, () -> draft.putMetadata("late", "true"));
      assertThrows(IllegalStateException.class, () -> draft.write(pet(PETS, "cat", 1)));
    }
  }

  /** Twins publish one date: a look at what is published may meet the other's, and looks again. */
  @Test
  void whoLooksWhileATwinReplacesLooksAgainButNotForEver() {
    publish(PETS, pet(PETS, "cat", 1));
    AtomicInteger left = new AtomicInteger();
    Lake beside = new Lake(replacedWhileRead(left));

    left.set(2);
    assertEquals(1, beside.findPublishedFooter(PETS, DS).orElseThrow().rows());
    assertEquals(0, left.get());

    left.set(3);
    LakeException replaced =
        assertThrows(LakeException.class, () -> beside.findPublishedFooter(PETS, DS));
    assertEquals(LakeException.LakeErrorKind.REPLACED, replaced.kind());
    assertTrue(replaced.getMessage().contains(lake.uri() + "/" + PETS.key(DS)));
  }

  /** The store, in which so many reads come just after somebody published another version. */
  private ObjectStore replacedWhileRead(AtomicInteger left) {
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("read")
                  && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                publish(PETS, pet(PETS, "cat" + UUID.randomUUID(), 1));
              }
              try {
                if (method.isDefault()) { // as a store that lists first
                  return InvocationHandler.invokeDefault(proxy, method, arguments);
                }
                return method.invoke(lake.store(), arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            });
  }

  private void damage(byte[] bytes) throws IOException {
    Files.createDirectories(folder.resolve(PETS.key(DS)).getParent());
    Files.write(folder.resolve(PETS.key(DS)), bytes);
  }

  private void assertKind(LakeException.LakeErrorKind kind, String named) {
    LakeException refused = assertThrows(LakeException.class, () -> lake.find(PETS, DS));
    assertEquals(kind, refused.kind());
    assertTrue(refused.getMessage().contains(named), refused.getMessage());
  }
}
