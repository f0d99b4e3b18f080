package pipeline.lake.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.lake.ObjectStoreFactory;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.TestLakeSettings;

/** What is left to do after an object was stored. */
class S3CleanupTest {
  /** A file that nobody can delete. */
  private static final Path STUBBORN = Path.of("/proc/version");

  @TempDir Path folder;

  @Test
  void undeletableStagingFileDoesNotFailThePut() {
    assumeTrue(Files.isRegularFile(STUBBORN));
    try (FakeS3 s3 = FakeS3.answering(200, "");
        ObjectStore store =
            ObjectStoreFactory.open(
                "s3://bucket/lake", TestLakeSettings.environment(folder, s3.environment()))) {
      store.put("raw/t", STUBBORN);

      assertEquals(1, s3.requests().size());
      assertTrue(Files.exists(STUBBORN));
    }
  }
}
