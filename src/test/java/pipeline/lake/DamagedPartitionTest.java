package pipeline.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.Test;
import pipeline.lake.store.LakeException;

/**
 * Checks that damaged files, newer files and files of other programs are refused with the file's
 * name.
 */
class DamagedPartitionTest extends LakeFixture {
  @Test
  void partitionOfANewerJarIsRefused() {
    publish(pets(2, ""));
    assertKind(LakeException.LakeErrorKind.NEWER_SCHEMA, "newer pipeline.jar");
  }

  @Test
  void fileOfAnotherProgramIsRefused() throws IOException {
    publish(new Table<>("raw", "cars", 1, PETS::schema, row -> row));
    Files.createDirectories(folder.resolve(PETS.key(DS)).getParent());
    Files.copy(folder.resolve("raw/cars/ds=2024-01-01/cars.parquet"), folder.resolve(PETS.key(DS)));
    assertKind(LakeException.LakeErrorKind.WRONG_TABLE, "raw/pets");
  }

  @Test
  void emptyFileIsDamagedAndNamed() throws IOException {
    damage(new byte[0]);
    assertKind(LakeException.LakeErrorKind.DAMAGED, "raw/pets/ds=2024-01-01/pets.parquet");
  }

  @Test
  void truncatedFileIsDamagedAndReplacedByTheNextRun() throws IOException {
    publish(PETS, pet(PETS, "cat", 1));
    byte[] original = Files.readAllBytes(folder.resolve(PETS.key(DS)));
    damage(Arrays.copyOf(original, original.length - 10));
    assertKind(LakeException.LakeErrorKind.DAMAGED, "raw/pets/ds=2024-01-01/pets.parquet");
    assertTrue(publish(PETS, pet(PETS, "cat", 1)));
    assertEquals(List.of("cat"), ids(PETS));
  }

  @Test
  void textFileIsDamaged() throws IOException {
    damage("id,name\n1,cat\n".getBytes(StandardCharsets.UTF_8));
    assertKind(LakeException.LakeErrorKind.DAMAGED, "damaged Parquet file");
    assertKind(LakeException.LakeErrorKind.DAMAGED, "an extract stage needs --replace");
  }

  @Test
  void damagedPagesBehindAReadableFooterMustBeDeleted() throws IOException {
    publish(PETS, pet(PETS, "cat", 1));
    byte[] bytes = Files.readAllBytes(folder.resolve(PETS.key(DS)));
    Arrays.fill(bytes, 4, 40, (byte) 0);
    damage(bytes);
    LakeException refused = assertThrows(LakeException.class, () -> ids(PETS));
    assertEquals(LakeException.LakeErrorKind.DAMAGED, refused.kind());
    assertTrue(refused.getMessage().contains("delete it, then rerun"), refused.getMessage());
  }

  @Test
  void flippedBitInAPageIsNeverReadAsAnotherRow() throws IOException {
    List<String> names = IntStream.range(0, 40).mapToObj(i -> "pet" + i * 7919 % 100).toList();
    publish(PETS, names.stream().map(name -> pet(PETS, name, 1)).toArray(IndexedRecord[]::new));
    byte[] original = Files.readAllBytes(folder.resolve(PETS.key(DS)));
    int damaged = 0;
    int footer =
        ByteBuffer.wrap(original).order(ByteOrder.LITTLE_ENDIAN).getInt(original.length - 8);
    for (int at = 4; at < original.length - 8 - footer; at++) {
      byte[] flipped = original.clone();
      flipped[at] ^= 1;
      damage(flipped);
      try {
        assertEquals(names, ids(PETS), "byte " + at);
      } catch (LakeException refused) {
        damaged++;
      }
    }
    assertTrue(damaged > 100, damaged + " of " + original.length + " bytes");
  }
}
