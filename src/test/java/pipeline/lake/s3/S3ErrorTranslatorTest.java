package pipeline.lake.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.lake.store.ObjectStoreContract.assertMessage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.lake.ObjectStoreFactory;
import pipeline.lake.store.IncompleteUpload;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.ObjectStoreContract;
import pipeline.lake.store.TestLakeSettings;

/** Checks the error kind and the remedy for each error response of S3. */
class S3ErrorTranslatorTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "404, NoSuchBucket,               NOT_FOUND,       aws s3 mb s3://bucket",
    "403, AccessDenied,               DENIED,        grant these credentials s3:ListBucket",
    "403, InvalidAccessKeyId,         DENIED,        AWS_ACCESS_KEY_ID",
    "403, SignatureDoesNotMatch,      DENIED,        AWS_SECRET_ACCESS_KEY",
    "400, ExpiredToken,               DENIED,        renew temporary credentials",
    "401, Whatever,                   DENIED,        s3:ListBucket",
    "403, RequestTimeTooSkewed,       CONFIGURATION, clock",
    "301, PermanentRedirect,          CONFIGURATION, set AWS_REGION to eu-central-1",
    "400, AuthorizationHeaderMalformed, CONFIGURATION, AWS_REGION",
    "400, KMS.DisabledException,      CONFIGURATION, S3_SSE_KMS_KEY_ID",
    "507, InsufficientStorage,        FULL,          quota",
    "400, XMinioStorageFull,          FULL,          quota",
    "503, SlowDown,                   UNREACHABLE,   rerun",
    "500, InternalError,              UNREACHABLE,   rerun",
    "400, RequestTimeout,             UNREACHABLE,   rerun",
    "501, NotImplemented,             CONFIGURATION, another server",
    "400, NeverHeardOf,               CONFIGURATION, AWS_ENDPOINT_URL_S3"
  })
  void eachErrorHasItsKindAndRemedy(int status, String code, LakeErrorKind kind, String remedy) {
    try (FakeS3 s3 = FakeS3.failing(status, code);
        ObjectStore store = open(s3.environment())) {
      LakeException failure = assertThrows(LakeException.class, () -> store.list("raw/"));

      assertEquals(kind, failure.kind(), failure::getMessage);
      assertMessage(failure, "cannot list s3://bucket/lake/raw/", s3.endpoint().toString(), remedy);
      assertFalse(failure.getMessage().contains("hidden-secret"), failure::getMessage);
    }
  }

  @Test
  void eachRefusalNamesTheMissingPermission() {
    try (FakeS3 s3 = FakeS3.failing(403, "AccessDenied");
        ObjectStore store = open(s3.environment())) {
      ObjectInfo object = new ObjectInfo("raw/t", 10, "\"etag\"", Instant.EPOCH);

      assertDenied(() -> store.list("raw/"), "s3:ListBucket on arn:aws:s3:::bucket,");
      assertDenied(() -> store.listFolders("raw/"), "s3:ListBucket on arn:aws:s3:::bucket,");
      assertDenied(
          () -> store.read(object, 0, 1), "s3:GetObject on arn:aws:s3:::bucket/lake/raw/t,");
      assertDenied(
          () -> store.put("raw/t", "x".getBytes(UTF_8)),
          "s3:PutObject on arn:aws:s3:::bucket/lake/raw/t,");
      assertDenied(
          () -> store.delete("raw/t"), "s3:DeleteObject on arn:aws:s3:::bucket/lake/raw/t,");
      assertDenied(
          () -> store.listIncompleteUploads(),
          "s3:ListBucketMultipartUploads on arn:aws:s3:::bucket,");
      assertDenied(
          () -> store.discard(new IncompleteUpload("raw/t", "id", 0, Instant.EPOCH)),
          "s3:AbortMultipartUpload on arn:aws:s3:::bucket/lake/raw/t,");
    }
  }

  private static void assertDenied(Executable action, String right) {
    LakeException failure = assertThrows(LakeException.class, action);
    assertEquals(LakeErrorKind.DENIED, failure.kind());
    assertMessage(failure, right, "the server's words");
  }

  @ParameterizedTest
  @CsvSource({"412, PreconditionFailed", "416, InvalidRange", "404, NoSuchKey"})
  void readOfAReplacedVersionIsReported(int status, String code) {
    ObjectInfo object = new ObjectInfo("raw/t", 10, "\"etag\"", Instant.EPOCH);
    try (FakeS3 s3 = FakeS3.failing(status, code);
        ObjectStore store = open(s3.environment())) {
      assertEquals(
          LakeErrorKind.REPLACED, ObjectStoreContract.kind(() -> store.read(object, 0, 10)));
    }
  }

  @Test
  void serverThatIgnoresIfMatchIsDetected() {
    ObjectInfo object = new ObjectInfo("raw/t", 10, "\"etag\"", Instant.EPOCH);
    try (FakeS3 s3 = FakeS3.answering(206, "0123456789");
        ObjectStore store = open(s3.environment())) {
      assertEquals(
          LakeErrorKind.REPLACED, ObjectStoreContract.kind(() -> store.read(object, 0, 10)));
    }
  }

  @Test
  void busyServerIsTriedThreeTimes() {
    try (FakeS3 s3 = FakeS3.failing(503, "SlowDown");
        ObjectStore store = open(s3.environment())) {
      assertEquals(LakeErrorKind.UNREACHABLE, ObjectStoreContract.kind(() -> store.list("raw/")));
      assertEquals(3, s3.requests().size());
    }
  }

  /**
   * Without the permission to list, S3 answers 403 for a missing object. The fallback to a listing
   * needs that permission too.
   */
  @Test
  void refusedReadOfTheEndIsFollowedByAListing() {
    try (FakeS3 s3 = FakeS3.failing(403, "AccessDenied");
        ObjectStore store = open(s3.environment())) {
      assertDenied(() -> store.findTail("raw/t", 10), "s3:ListBucket on");
      assertEquals(2, s3.requests().size());
    }
  }

  @Test
  void openingTheStoreSendsNoRequest() {
    try (FakeS3 s3 = FakeS3.failing(500, "InternalError")) {
      open(s3.environment()).close();

      assertEquals(0, s3.requests().size());
    }
  }

  @Test
  void refusedConnectionIsReported() throws IOException {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }
    assertUnreachable("http://127.0.0.1:" + port, "refused");
  }

  @Test
  void unknownHostIsReported() {
    assertUnreachable("http://no-such-host.invalid", "no-such-host.invalid");
  }

  private void assertUnreachable(String endpoint, String why) {
    try (ObjectStore store = open(account(endpoint))) {
      LakeException failure = assertThrows(LakeException.class, () -> store.list("raw/"));

      assertEquals(LakeErrorKind.UNREACHABLE, failure.kind());
      assertMessage(failure, endpoint, why, "check the network");
    }
  }

  @Test
  void missingCredentialsAreReported() {
    Map<String, String> environment =
        Map.of(
            "AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9",
            "AWS_CONFIG_FILE", "none",
            "AWS_SHARED_CREDENTIALS_FILE", "none",
            "AWS_EC2_METADATA_DISABLED", "true");
    try (ObjectStore store = open(environment)) {
      LakeException failure = assertThrows(LakeException.class, () -> store.list("raw/"));

      assertEquals(LakeErrorKind.DENIED, failure.kind());
      assertMessage(failure, "no AWS credentials were found", "AWS_PROFILE", ".env");
    }
  }

  @Test
  void invalidEndpointIsReported() {
    try (ObjectStore store = open(account("not an address"))) {
      assertEquals(LakeErrorKind.CONFIGURATION, ObjectStoreContract.kind(() -> store.list("raw/")));
    }
  }

  @Test
  void settingsHideSecrets() {
    String text = TestLakeSettings.environment(folder, account("http://localhost")).toString();

    assertFalse(text.contains("hidden-secret"), text);
    assertTrue(text.contains("workingFolder"), text);
  }

  private static Map<String, String> account(String endpoint) {
    Map<String, String> account = new HashMap<>();
    account.put("AWS_ENDPOINT_URL_S3", endpoint);
    account.put("AWS_ACCESS_KEY_ID", "id");
    account.put("AWS_SECRET_ACCESS_KEY", "hidden-secret");
    return account;
  }

  private ObjectStore open(Map<String, String> environment) {
    return ObjectStoreFactory.open(
        "s3://bucket/lake", TestLakeSettings.environment(folder, environment));
  }
}
