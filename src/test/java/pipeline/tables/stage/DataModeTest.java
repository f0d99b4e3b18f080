package pipeline.tables.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.lake.file.FileObjectStore;
import pipeline.lake.store.LakeException;

class DataModeTest {
  @TempDir Path folder;
  private FileObjectStore store;

  @BeforeEach
  void open() {
    store = new FileObjectStore(folder);
  }

  @Test
  void lakeWithDataKeepsItsMode() {
    DataMode.REAL.claim(store);
    store.put("raw/releases/ds=2024-01-01/releases.parquet", bytes());
    DataMode.REAL.claim(store);
    assertRefused("to another lake", () -> DataMode.SIMULATED.claim(store));
  }

  @Test
  void stateOfAnAppCountsAsData() {
    DataMode.SIMULATED.claim(store);
    store.put("state/0123456789abcdef/source", bytes());
    assertRefused("to another lake", () -> DataMode.REAL.claim(store));
  }

  @Test
  void failedRunWithoutDataDoesNotFixTheMode() {
    DataMode.REAL.claim(store);
    DataMode.SIMULATED.claim(store);
    store.put("work/search/page", bytes());
    assertRefused("to another lake", () -> DataMode.REAL.claim(store));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"simulated\":tru", "\ufeff{\"simulated\":true}", "real"})
  void damagedRecordIsRefused(String text) {
    store.put("raw/releases/ds=2024-01-01/releases.parquet", bytes());
    store.put("state/lake.json", text.getBytes(StandardCharsets.UTF_8));

    for (DataMode kind : DataMode.values()) {
      assertRefused("damaged state: ", () -> kind.claim(store));
      assertRefused("write {\"simulated\":false} to this file", () -> kind.isCompatibleWith(store));
    }
    assertRefused("damaged state: ", () -> DataMode.find(store));
  }

  @Test
  void damagedRecordOfAnEmptyLakeIsReplaced() {
    store.put("state/lake.json", new byte[0]);

    DataMode.REAL.claim(store);

    assertEquals(Optional.of(DataMode.REAL), DataMode.find(store));
  }

  @Test
  void whitespaceInTheRecordIsIgnored() {
    store.put("state/lake.json", "{ \"simulated\":\r\n true }".getBytes(StandardCharsets.UTF_8));

    assertEquals(Optional.of(DataMode.SIMULATED), DataMode.find(store));
  }

  @Test
  void newLakeHasNoMode() {
    assertEquals(Optional.empty(), DataMode.find(store));
    assertTrue(DataMode.REAL.isCompatibleWith(store));
    assertTrue(DataMode.SIMULATED.isCompatibleWith(store));
  }

  private static void assertRefused(String words, Executable claim) {
    LakeException refused = assertThrows(LakeException.class, claim);
    assertEquals(LakeException.LakeErrorKind.CONFIGURATION, refused.kind());
    assertTrue(refused.getMessage().contains(words), refused::getMessage);
  }

  private static byte[] bytes() {
    return "x".getBytes(StandardCharsets.UTF_8);
  }
}
