package pipeline.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.lake.Lake;
import pipeline.lake.file.FileObjectStore;
import pipeline.lake.store.LakeException;

class LakeChecksTest {
  @TempDir Path folder;

  @Test
  void objectThatIsListedBeforeItIsWrittenIsRefused() {
    try (Lake lake = new Lake(new FileObjectStore(folder))) {
      LakeChecks checks = new LakeChecks(() -> lake);
      assertTrue(checks.access("run-1").message().endsWith("reading and deleting"));
      assertEquals(List.of(), lake.store().list("work/"));
      lake.store().put("work/doctor/run-2", new byte[1]);
      String message =
          String.valueOf(
              assertThrows(LakeException.class, () -> checks.access("run-2")).getMessage());
      assertTrue(message.startsWith("storage lists an object before it is written: "), message);
      assertTrue(message.contains("/run-2; use"), message);
    }
  }
}
