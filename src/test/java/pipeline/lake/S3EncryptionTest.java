package pipeline.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The servers of the other tests have no keys to encrypt with, so here it is what is asked for. */
class S3EncryptionTest {
  private static final String UPLOAD = "<Answer><UploadId>upload</UploadId></Answer>";

  @TempDir Path folder;

  @Test
  void everyNewObjectIsToBeEncryptedWithTheKey() throws IOException {
    List<String> asked = askedFor(Optional.of("my-key"));

    assertEquals("PUT /bucket/lake/small aws:kms my-key", asked.get(0));
    assertEquals("POST /bucket/lake/large?uploads aws:kms my-key", asked.get(1));
  }

  @Test
  void withoutAKeyTheBucketDecides() throws IOException {
    List<String> asked = askedFor(Optional.empty());

    assertEquals("PUT /bucket/lake/small null null", asked.get(0));
    assertEquals("POST /bucket/lake/large?uploads null null", asked.get(1));
  }

  private List<String> askedFor(Optional<String> key) throws IOException {
    try (FakeS3 s3 = FakeS3.saying(200, UPLOAD)) {
      LakeSettings settings =
          new LakeSettings(
              folder, folder, s3.environment(), Optional.empty(), List.of(), Optional.empty(), key);
      try (ObjectStore store = ObjectStores.open("s3://bucket/lake", settings)) {
        store.put("small", new byte[10]);
        store.put("large", file(S3ObjectStore.MULTIPART_ABOVE + 1));
      }
      return s3.asked();
    }
  }

  private Path file(long size) throws IOException {
    Path file = folder.resolve("draft");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(size);
    }
    return file;
  }
}
