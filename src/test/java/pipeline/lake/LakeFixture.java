package pipeline.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import pipeline.lake.file.FileObjectStore;
import pipeline.lake.parquet.RowIterator;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.ObjectStore;

/** A lake in a folder with one small table. */
abstract class LakeFixture {
  static final LocalDate DS = LocalDate.of(2024, 1, 1);
  static final Table<IndexedRecord> PETS = pets(1, "");

  static final Path OPEN_FILES = Path.of("/proc/self/fd");

  @TempDir Path folder;
  Lake lake;

  @BeforeEach
  void open() {
    lake = new Lake(new FileObjectStore(folder));
  }

  @AfterEach
  void close() {
    lake.close();
  }

  static Table<IndexedRecord> pets(int version, String moreFields) {
    Schema schema =
        new Schema.Parser()
            .parse(
                """
                {"type":"record","name":"pets","version":%d,"key":["id"],"fields":[
                 {"name":"id","type":"string"},
                 {"name":"observed_at","type":["null","long"],"default":null}%s]}
                """
                    .formatted(version, moreFields));
    return new Table<>("raw", "pets", version, () -> schema, row -> row);
  }

  static IndexedRecord pet(Table<?> table, String id, long observedAt) {
    GenericData.Record pet = new GenericData.Record(table.schema());
    pet.put(0, id);
    pet.put(1, observedAt);
    return pet;
  }

  boolean publish(Table<IndexedRecord> table, IndexedRecord... pets) {
    return publish(table, DS, pets);
  }

  boolean publish(Table<IndexedRecord> table, LocalDate ds, IndexedRecord... pets) {
    try (PartitionWriter<IndexedRecord> writer = lake.openWriter(table, ds)) {
      List.of(pets).forEach(writer::write);
      return writer.publish();
    }
  }

  List<String> ids(Table<IndexedRecord> table) {
    List<String> ids = new ArrayList<>();
    try (RowIterator<IndexedRecord> rows = lake.find(table, DS).orElseThrow().openRows()) {
      for (IndexedRecord row = rows.next(); row != null; row = rows.next()) {
        ids.add(row.get(0).toString());
      }
    }
    return ids;
  }

  List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).map(folder::relativize).sorted().toList();
    }
  }

  static IndexedRecord petWithName(Table<?> table, String name, long observedAt) {
    IndexedRecord pet = pet(table, "cat", observedAt);
    pet.put(2, name);
    return pet;
  }

  long openFiles() throws IOException {
    try (Stream<Path> open = Files.list(OPEN_FILES)) {
      return open.filter(this::isInFolder).count();
    }
  }

  boolean isInFolder(Path open) {
    try {
      return Files.readSymbolicLink(open).startsWith(folder.toRealPath());
    } catch (IOException closed) {
      return false;
    }
  }

  void writeFile(String key) throws IOException {
    Path file = folder.resolve(key);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "x");
  }

  List<String> listed(String from, String until) {
    return lake
        .listPartitions(PETS, LocalDate.parse(from), LocalDate.parse(until))
        .keySet()
        .stream()
        .map(LocalDate::toString)
        .toList();
  }

  /**
   * Returns a store that publishes another version of the partition just before each of the next
   * {@code left} reads.
   */
  ObjectStore storeWithReplacements(AtomicInteger left) {
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
                if (method.isDefault()) { // a default method lists before it reads
                  return InvocationHandler.invokeDefault(proxy, method, arguments);
                }
                return method.invoke(lake.store(), arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            });
  }

  void damage(byte[] bytes) throws IOException {
    Files.createDirectories(folder.resolve(PETS.key(DS)).getParent());
    Files.write(folder.resolve(PETS.key(DS)), bytes);
  }

  void assertKind(LakeException.LakeErrorKind kind, String named) {
    LakeException refused = assertThrows(LakeException.class, () -> lake.find(PETS, DS));
    assertEquals(kind, refused.kind());
    assertTrue(refused.getMessage().contains(named), refused.getMessage());
  }
}
