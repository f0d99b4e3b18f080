package pipeline;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.cli.settings.ConfigurationException;
import pipeline.lake.FileObjectStore;

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
    assertThrows(ConfigurationException.class, () -> LakeKind.SIMULATED.claim(store));
  }

  @Test
  void whatWasLearntAboutAnAppIsDataToo() {
    LakeKind.SIMULATED.claim(store);
    store.put("state/0123456789abcdef/source", bytes());
    assertThrows(ConfigurationException.class, () -> LakeKind.REAL.claim(store));
  }

  @Test
  void aRunThatFailedBeforeItWroteAnythingClaimsNothing() {
    LakeKind.REAL.claim(store);
    LakeKind.SIMULATED.claim(store);
    store.put("work/search/page", bytes());
    assertThrows(ConfigurationException.class, () -> LakeKind.REAL.claim(store));
  }

  private static byte[] bytes() {
    return "x".getBytes(StandardCharsets.UTF_8);
  }
}
