package pipeline.lake.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.lake.ObjectStoreFactory;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.TestLakeSettings;

/** Checks staging files that cannot be deleted, and staging files that change during the upload. */
class S3CleanupTest {
  /** A file that not even root can delete. */
  private static final Path UNDELETABLE = Path.of("/proc/version");

  @TempDir Path folder;

  @Test
  void fileThatBecomesShorterFailsTheUpload() throws IOException {
    Path file = folder.resolve("large");
    try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw");
        FakeBucket s3 = truncatingOnUpload(content);
        ObjectStore store =
            ObjectStoreFactory.open(
                "s3://bucket/lake", TestLakeSettings.environment(folder, s3.environment()))) {
      content.setLength(S3Uploader.MULTIPART_ABOVE + 1);

      assertThrows(LakeException.class, () -> store.put("raw/t", file));
      assertEquals(Map.of(), s3.contents());
      assertEquals("DELETE", s3.requests().get(s3.requests().size() - 1).method());
    }
  }

  private static FakeBucket truncatingOnUpload(RandomAccessFile content) {
    return new FakeBucket() {
      @Override
      Optional<ErrorResponse> findError(ReceivedRequest request) {
        try {
          if (request.query().contains("partNumber")) {
            content.setLength(20 << 20);
          }
        } catch (IOException failed) {
          throw new UncheckedIOException(failed);
        }
        return Optional.empty();
      }
    };
  }

  @Test
  void undeletableStagingFileDoesNotFailThePut() {
    assumeTrue(Files.isRegularFile(UNDELETABLE));
    try (FakeS3 s3 = FakeS3.answering(200, "");
        ObjectStore store =
            ObjectStoreFactory.open(
                "s3://bucket/lake", TestLakeSettings.environment(folder, s3.environment()))) {
      store.put("raw/t", UNDELETABLE);

      assertEquals(1, s3.requests().size());
      assertTrue(Files.exists(UNDELETABLE));
    }
  }
}
