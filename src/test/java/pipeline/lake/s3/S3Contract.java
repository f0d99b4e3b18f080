package pipeline.lake.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.lake.ObjectStoreFactory;
import pipeline.lake.store.IncompleteUpload;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.ObjectStoreContract;
import pipeline.lake.store.S3RequestConfig;
import pipeline.lake.store.TestLakeSettings;
import pipeline.testing.S3Server;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/**
 * The behavior of every S3 store on a real server, in addition to the behavior of every object
 * store.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class S3Contract extends ObjectStoreContract {
  static final String BUCKET = "lake-bucket";
  private static final int LARGE = 100 << 20;

  Path folder;
  S3Server server;
  private final AtomicInteger lakes = new AtomicInteger();

  abstract S3Server start(Path folder);

  @BeforeAll
  void startServer(@TempDir Path shared) {
    folder = shared;
    server = start(folder);
    server.createBucket(BUCKET);
  }

  @AfterAll
  void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  protected ObjectStore open() {
    return open("s3://" + BUCKET + "/lake/" + lakes.incrementAndGet(), Map.of());
  }

  final ObjectStore open(String uri, Map<String, String> more) {
    return open(uri, more, S3RequestConfig.DEFAULT);
  }

  final ObjectStore open(String uri, Map<String, String> more, S3RequestConfig requests) {
    Map<String, String> environment = new HashMap<>(server.environment());
    environment.putAll(more);
    return ObjectStoreFactory.open(uri, TestLakeSettings.requests(folder, environment, requests));
  }

  @Test
  void wholeBucketMayBeALake() {
    server.createBucket("whole-bucket");
    try (ObjectStore whole = open("s3://whole-bucket", Map.of())) {
      whole.put(KEY, "x".getBytes(UTF_8));

      assertEquals("s3://whole-bucket", whole.uri());
      assertEquals(List.of("raw"), whole.listFolders(""));
      assertEquals(KEY, whole.list("").get(0).key());
    }
  }

  @Test
  void lakesInOneBucketAreSeparate() {
    put(KEY, "mine");
    try (ObjectStore neighbour = open(store.uri() + "0", Map.of())) {
      assertEquals(List.of(), neighbour.list(""));
      neighbour.put(KEY, "yours".getBytes(UTF_8));
    }

    assertEquals("mine", text(only(KEY)));
  }

  @Test
  void folderMarkersAreNotObjects() {
    put("raw/t", "x");
    String marker = store.uri().substring(("s3://" + BUCKET + "/").length()) + "/raw/";
    try (S3Client client = server.client()) {
      client.putObject(put -> put.bucket(BUCKET).key(marker), RequestBody.empty());
    }

    assertEquals(List.of("raw/t"), keys(""));
  }

  @Test
  void listingHasMoreThanOnePage() {
    for (int i = 0; i < 1005; i++) {
      put("many/%04d/x".formatted(i), "x");
    }

    assertEquals(1005, store.list("many/").size());
    assertEquals(1005, store.listFolders("many/").size());
    assertEquals("many/1004/x", store.list("many/").get(1004).key());
  }

  @Test
  void largeFileIsUploadedInPartsAndReadBack() throws IOException {
    put(KEY, "what was there before");
    Path file = writeLargeFile();

    assertSameTag(store.put(KEY, file));

    ObjectInfo object = only(KEY);
    assertEquals(LARGE, object.size());
    assertTrue(store.comparableTag(object).isPresent());
    assertFalse(Files.exists(file));
    for (long offset : new long[] {0, (16 << 20) - 50, (64 << 20) - 1, LARGE - 100}) {
      assertArrayEquals(pattern(offset, 100), store.read(object, offset, 100));
    }
    assertEquals(List.of(), uploads());
  }

  @Test
  void failedUploadLeavesTheOldObjectAndNoParts() throws Exception {
    put(KEY, "what was there before");
    LakeException failure = null;
    // On a busy machine, an upload can end before the file is truncated.
    for (int attempt = 0; failure == null && attempt < 20; attempt++) {
      failure = failUpload(writeLargeFile());
    }

    assertNotNull(failure, "no upload was interrupted");
    assertMessage(failure, store.uri() + "/" + KEY);
    assertEquals("what was there before", text(only(KEY)));
    assertEquals(List.of(), uploads());
  }

  /**
   * Truncates the file during its upload, to imitate a failing disk. Returns the failure. If the
   * upload ends too early, restores the old object and returns null.
   */
  private @Nullable LakeException failUpload(Path file) throws Exception {
    AtomicBoolean ended = new AtomicBoolean();
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    Thread truncating = new Thread(() -> truncateDuringUpload(channel, ended));
    truncating.start();
    try {
      store.put(KEY, file);
      put(KEY, "what was there before");
      return null;
    } catch (LakeException failure) {
      return failure;
    } finally {
      ended.set(true);
      truncating.join();
      channel.close();
    }
  }

  private void truncateDuringUpload(FileChannel channel, AtomicBoolean ended) {
    try {
      while (uploads().isEmpty() && !ended.get()) {
        Thread.onSpinWait();
      }
      channel.truncate(1000);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Test
  void missingBucketIsReported() {
    try (ObjectStore nowhere = open("s3://no-such-bucket/lake", Map.of())) {
      LakeException failure = assertThrows(LakeException.class, () -> nowhere.list("raw/"));

      assertEquals(LakeErrorKind.NOT_FOUND, failure.kind());
      assertMessage(failure, "s3://no-such-bucket/lake/raw/", "aws s3 mb s3://no-such-bucket");
      assertEquals(LakeErrorKind.NOT_FOUND, kind(() -> nowhere.put(KEY, "x".getBytes(UTF_8))));
    }
  }

  @Test
  void wrongSecretIsReported() {
    try (ObjectStore stranger =
        open(store.uri(), Map.of("AWS_SECRET_ACCESS_KEY", "another-secret-altogether"))) {
      LakeException failure = assertThrows(LakeException.class, () -> stranger.list("raw/"));

      assertEquals(LakeErrorKind.DENIED, failure.kind());
      assertMessage(failure, store.uri(), "AWS_SECRET_ACCESS_KEY");
      assertFalse(failure.getMessage().contains("another-secret"), failure::getMessage);
    }
  }

  @Test
  void unknownAccessKeyIsReported() {
    try (ObjectStore stranger = open(store.uri(), Map.of("AWS_ACCESS_KEY_ID", "nobody"))) {
      LakeException failure = assertThrows(LakeException.class, () -> stranger.list("raw/"));

      assertEquals(LakeErrorKind.DENIED, failure.kind(), failure::getMessage);
      assertMessage(failure, "AWS_ACCESS_KEY_ID");
    }
  }

  @Test
  void uploadsWorkWithoutOptionalChecksums() throws IOException {
    try (ObjectStore plain =
        open(store.uri(), Map.of("AWS_REQUEST_CHECKSUM_CALCULATION", "when_required"))) {
      plain.put(KEY, writeLargeFile());
    }

    assertEquals(LARGE, only(KEY).size());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void uploadsHaveTheConfiguredForm(boolean chunked) throws IOException {
    S3RequestConfig requests =
        new S3RequestConfig(Optional.empty(), Optional.empty(), false, Optional.of(chunked));
    try (ObjectStore set = open(store.uri(), Map.of(), requests)) {
      set.put("state/small", "x".getBytes(UTF_8));
      set.put(KEY, writeLargeFile());
    }

    assertEquals("x", text(only("state/small")));
    assertEquals(LARGE, only(KEY).size());
    assertArrayEquals(pattern(LARGE - 100, 100), store.read(only(KEY), LARGE - 100, 100));
  }

  @Test
  void temporaryFolderIsDeletedAfterwards() throws IOException {
    Path tempFolder;
    try (ObjectStore another = open()) {
      tempFolder = another.tempDirectory();
      Files.writeString(tempFolder.resolve("staging"), "rows");
    }

    assertFalse(Files.exists(tempFolder));
  }

  @Test
  void incompleteUploadsAreFoundAndAborted() {
    put("raw/a", "there");
    try (S3Client client = server.client();
        ObjectStore neighbour = open(store.uri() + "0", Map.of())) {
      beginUpload(client, keyPrefix(store) + "/raw/t/ds=2024-01-01/t.parquet");
      beginUpload(client, keyPrefix(store) + "/raw/a");
      beginUpload(client, keyPrefix(neighbour) + "/raw/a");

      List<IncompleteUpload> found = store.listIncompleteUploads();

      assertEquals(
          List.of("raw/a", "raw/t/ds=2024-01-01/t.parquet"),
          found.stream().map(IncompleteUpload::key).sorted().toList());
      for (IncompleteUpload left : found) {
        assertTrue(
            Duration.between(left.modifiedAt(), Instant.now()).abs().toMinutes() < 10,
            left::toString);
        store.discard(left);
        store.discard(left);
      }
      assertEquals(List.of(), store.listIncompleteUploads());
      assertEquals("there", text(only("raw/a")));
      assertEquals(1, neighbour.listIncompleteUploads().size());
      neighbour.listIncompleteUploads().forEach(neighbour::discard);
    }
  }

  private static String keyPrefix(ObjectStore lake) {
    return lake.uri().substring(("s3://" + BUCKET + "/").length());
  }

  /** Uploads only the first part, like a process that is killed after this part. */
  private static void beginUpload(S3Client client, String key) {
    String id = client.createMultipartUpload(it -> it.bucket(BUCKET).key(key)).uploadId();
    client.uploadPart(
        part -> part.bucket(BUCKET).key(key).uploadId(id).partNumber(1),
        RequestBody.fromBytes(new byte[5 << 20]));
  }

  private List<MultipartUpload> uploads() {
    try (S3Client client = server.client()) {
      return client.listMultipartUploads(list -> list.bucket(BUCKET)).uploads();
    }
  }

  private Path writeLargeFile() throws IOException {
    Path file = store.tempDirectory().resolve("large");
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long offset = 0; offset < LARGE; offset += 1 << 20) {
        out.write(pattern(offset, 1 << 20));
      }
    }
    return file;
  }

  /** Returns bytes that depend on their offset, so that a misplaced part is detected. */
  private static byte[] pattern(long offset, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      long at = offset + i;
      bytes[i] = (byte) (at ^ (at >> 8) ^ (at >> 16) ^ (at >> 24));
    }
    return bytes;
  }
}
