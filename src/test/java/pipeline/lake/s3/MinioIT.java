package pipeline.lake.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static pipeline.lake.store.ObjectStoreContract.assertMessage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.lake.ObjectStoreFactory;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.S3RequestConfig;
import pipeline.lake.store.TestLakeSettings;
import pipeline.testing.S3Server;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;

/** Checks Object Lock, encryption and policies, which only MinIO enforces. */
class MinioIT {
  private static final String WITHOUT_ENCRYPTION =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::*"},
        {"Effect": "Deny", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::*",
         "Condition": {"StringNotEquals": {"s3:x-amz-server-side-encryption": "AES256"}}}]}
      """;

  @TempDir static Path folder;
  private static S3Server server;

  @BeforeAll
  static void start() {
    String missing = "install github.com/minio/minio@v0.0.0-20260212201848-7aac2a2c5b7c with Go";
    if (Boolean.getBoolean("full")) {
      assertTrue(S3Server.minio().isPresent(), missing);
    } else {
      assumeTrue(S3Server.minio().isPresent(), missing);
    }
    server = S3Server.minio(folder);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"WHEN_SUPPORTED,", "WHEN_REQUIRED,", "WHEN_SUPPORTED, false", "WHEN_REQUIRED, false"})
  void bucketWithObjectLockAcceptsEachFormOfUpload(String checksums, @Nullable Boolean chunked)
      throws IOException {
    String bucket = "locked-" + checksums.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    lock(bucket + chunked);
    try (ObjectStore store =
        open(
            bucket + chunked,
            Map.of("AWS_REQUEST_CHECKSUM_CALCULATION", checksums),
            new S3RequestConfig(
                Optional.empty(), Optional.empty(), false, Optional.ofNullable(chunked)))) {
      store.put("state/a", "content".getBytes(UTF_8));
      store.put("raw/t", file(S3Uploader.MULTIPART_ABOVE + 1));

      assertEquals("content", text(store, "state/a"));
      assertEquals(S3Uploader.MULTIPART_ABOVE + 1, store.list("raw/t").get(0).size());
    }
  }

  private static void lock(String bucket) {
    try (S3Client client = server.client()) {
      client.createBucket(make -> make.bucket(bucket).objectLockEnabledForBucket(true));
      client.putObjectLockConfiguration(
          put ->
              put.bucket(bucket)
                  .objectLockConfiguration(
                      lock ->
                          lock.objectLockEnabled(ObjectLockEnabled.ENABLED)
                              .rule(
                                  rule ->
                                      rule.defaultRetention(
                                          keep ->
                                              keep.mode(ObjectLockRetentionMode.GOVERNANCE)
                                                  .days(1)))));
    }
  }

  @Test
  void policyThatRequiresEncryptionIsMet() throws IOException {
    server.createBucket("encrypted");
    Map<String, String> limited = server.assumeRole(WITHOUT_ENCRYPTION);
    try (ObjectStore bare = open("encrypted", limited, S3RequestConfig.DEFAULT)) {
      LakeException failure =
          assertThrows(LakeException.class, () -> bare.put("state/a", new byte[1]));
      assertEquals(LakeErrorKind.DENIED, failure.kind());
      assertMessage(failure, "S3_SSE");
    }
    try (ObjectStore store = open("encrypted", limited, encrypting("AES256"))) {
      store.put("state/a", "content".getBytes(UTF_8));

      assertEquals("content", text(store, "state/a"));
      assertEquals("AES256", storedWith("encrypted", "lake/state/a"));
    }
    // The policy also refuses parts of an upload, because a part never names an encryption.
    try (ObjectStore store = open("encrypted", Map.of(), encrypting("AES256"))) {
      store.put("raw/t", file(S3Uploader.MULTIPART_ABOVE + 1));

      assertEquals("AES256", storedWith("encrypted", "lake/raw/t"));
    }
  }

  @Test
  void kmsKeyIsUsed() {
    server.createBucket("kms");
    try (ObjectStore store =
        open(
            "kms",
            Map.of(),
            new S3RequestConfig(
                Optional.of("aws:kms"), Optional.of("lake-key"), false, Optional.empty()))) {
      store.put("state/a", "content".getBytes(UTF_8));

      assertEquals("content", text(store, "state/a"));
      assertEquals("aws:kms", storedWith("kms", "lake/state/a"));
    }
  }

  private static S3RequestConfig encrypting(String algorithm) {
    return new S3RequestConfig(Optional.of(algorithm), Optional.empty(), false, Optional.empty());
  }

  private static String storedWith(String bucket, String key) {
    try (S3Client client = server.client()) {
      return client.headObject(head -> head.bucket(bucket).key(key)).serverSideEncryptionAsString();
    }
  }

  @Test
  void messageHasTheRegionThatTheServerNames() {
    server.createBucket("regional");
    try (ObjectStore store =
        open("regional", Map.of("AWS_REGION", "eu-central-1"), S3RequestConfig.DEFAULT)) {
      LakeException failure = assertThrows(LakeException.class, () -> store.list(""));

      assertMessage(failure, "set AWS_REGION to us-east-1");
    }
  }

  private static String text(ObjectStore store, String key) {
    ObjectInfo object = store.list(key).get(0);
    return new String(store.read(object, 0, (int) object.size()), UTF_8);
  }

  private static ObjectStore open(
      String bucket, Map<String, String> more, S3RequestConfig requests) {
    Map<String, String> environment = new HashMap<>(server.environment());
    environment.putAll(more);
    return ObjectStoreFactory.open(
        "s3://" + bucket + "/lake", TestLakeSettings.requests(folder, environment, requests));
  }

  private static Path file(long size) throws IOException {
    Path file = folder.resolve("staging");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(size);
    }
    return file;
  }
}
