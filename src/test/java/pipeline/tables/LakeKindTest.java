package pipeline.tables;

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
import pipeline.lake.FileObjectStore;
import pipeline.lake.LakeException;

class LakeKindTest {
  @TempDir Path folder;
  private FileObjectStore store;

  @BeforeEach
  void open() {
    store = new FileObjectStore(folder);
  }

  @Test
  void aLakeWithDataStaysOfItsKind() {
    LakeKind.REAL.claim(store);
    store.put("raw/releases/ds=2024-01-01/releases.parquet", bytes());
    LakeKind.REAL.claim(store);
    assertRefused("to another place", () -> LakeKind.SIMULATED.claim(store));
  }

  @Test
  void whatWasLearntAboutAnAppIsDataToo() {
    LakeKind.SIMULATED.claim(store);
    store.put("state/0123456789abcdef/source", bytes());
    assertRefused("to another place", () -> LakeKind.REAL.claim(store));
  }

  @Test
  void aRunThatFailedBeforeItWroteAnythingClaimsNothing() {
    LakeKind.REAL.claim(store);
    LakeKind.SIMULATED.claim(store);
    store.put("work/search/page", bytes());
    assertRefused("to another place", () -> LakeKind.REAL.claim(store));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"simulated\":tru", "\ufeff{\"simulated\":true}", "real"})
  void whatWasEditedOrCutIsNeither(String text) {
    store.put("raw/releases/ds=2024-01-01/releases.parquet", bytes());
    store.put("state/lake.json", text.getBytes(StandardCharsets.UTF_8));

    for (LakeKind kind : LakeKind.values()) {
      assertRefused("/state/lake.json says neither", () -> kind.claim(store));
      assertRefused("Write {\"simulated\":false} into it", () -> kind.suits(store));
    }
    assertRefused("/state/lake.json says neither", () -> LakeKind.of(store));
  }

  @Test
  void anEmptyLakeCannotBeSpoilt() {
    store.put("state/lake.json", new byte[0]);

    LakeKind.REAL.claim(store);

    assertEquals(Optional.of(LakeKind.REAL), LakeKind.of(store));
  }

  @Test
  void whitespaceMeansNothing() {
    store.put("state/lake.json", "{ \"simulated\":\r\n true }".getBytes(StandardCharsets.UTF_8));

    assertEquals(Optional.of(LakeKind.SIMULATED), LakeKind.of(store));
  }

  @Test
  void aLakeThatNobodyHasClaimedIsOfNoKind() {
    assertEquals(Optional.empty(), LakeKind.of(store));
    assertTrue(LakeKind.REAL.suits(store));
    assertTrue(LakeKind.SIMULATED.suits(store));
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
