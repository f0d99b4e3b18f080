package pipeline.lake.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static pipeline.lake.store.ObjectStoreContract.assertMessage;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.lake.ObjectStoreFactory;
import pipeline.lake.s3.FakeBucket.ErrorResponse;
import pipeline.lake.s3.FakeBucket.ReceivedRequest;
import pipeline.lake.store.IncompleteUpload;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.lake.store.LakeSettings;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.ObjectStoreContract;
import pipeline.lake.store.ObjectTail;
import pipeline.lake.store.TestLakeSettings;

/** Checks that each reason for a refusal has its own message. */
class S3RefusalsTest {
  private static final String NO_REGION = "the bucket's region";

  @TempDir Path folder;

  /** Creates a bucket that gives this error for each request. */
  private static FakeBucket bucketWithError(ErrorResponse answer) {
    return new FakeBucket() {
      @Override
      Optional<ErrorResponse> findError(ReceivedRequest request) {
        return Optional.of(answer);
      }
    };
  }

  private static ErrorResponse redirect(int status, Map<String, String> headers, String elements) {
    return new ErrorResponse(
        status,
        headers,
        elements.isEmpty() ? "" : "<Error><Message>elsewhere</Message>" + elements + "</Error>");
  }

  private String messageOfFailure(ErrorResponse answer, LakeErrorKind kind) {
    try (FakeBucket s3 = bucketWithError(answer);
        ObjectStore store = open(s3.environment())) {
      LakeException failure = assertThrows(LakeException.class, () -> store.list("raw/"));
      assertEquals(kind, failure.kind(), failure::getMessage);
      String message = String.valueOf(failure.getMessage());
      assertFalse(message.contains("WHEN_REQUIRED"), message);
      return message.replace(s3.endpoint(), "ENDPOINT");
    }
  }

  private static void assertContains(String message, String... parts) {
    for (String part : parts) {
      assertEquals(true, message.contains(part), () -> "\"" + part + "\" is not in: " + message);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 307})
  void redirectNamesTheRegionOfTheBucket(int status) {
    String code = status == 301 ? "PermanentRedirect" : "TemporaryRedirect";
    String xml = "<Code>" + code + "</Code>";

    assertContains(
        messageOfFailure(
            redirect(status, Map.of("x-amz-bucket-region", "eu-west-1"), xml),
            LakeErrorKind.CONFIGURATION),
        "set AWS_REGION to eu-west-1");
    assertContains(
        messageOfFailure(
            redirect(
                status, Map.of(), xml + "<Endpoint>bucket.s3.eu-west-3.amazonaws.com</Endpoint>"),
            LakeErrorKind.CONFIGURATION),
        "set AWS_REGION to eu-west-3");
    assertContains(
        messageOfFailure(
            redirect(
                status, Map.of("Location", "https://bucket.s3-ap-south-1.amazonaws.com/?x"), xml),
            LakeErrorKind.CONFIGURATION),
        "set AWS_REGION to ap-south-1");
    assertContains(
        messageOfFailure(redirect(status, Map.of(), xml), LakeErrorKind.CONFIGURATION),
        "set AWS_REGION to " + NO_REGION);
  }

  /** This happens if https is required, or if a load balancer has moved. */
  @Test
  void redirectToAnotherAddressNamesTheAddress() {
    Map<String, String> headers =
        Map.of("Location", "https://store.example.com:9443/bucket?X-Amz-Signature=secret");

    String message = messageOfFailure(redirect(301, headers, ""), LakeErrorKind.CONFIGURATION);

    assertContains(message, "https://store.example.com:9443", "AWS_ENDPOINT_URL_S3");
    assertFalse(message.contains("secret"), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | AuthorizationHeaderMalformed | <Message>wrong</Message><Region>garage</Region> |"
            + " garage",
        "403 | AuthorizationHeaderMalformed | <Message>the region 'us-east-1' is wrong; expecting"
            + " 'eu-central-1'</Message> | eu-central-1",
        "400 | InvalidRegion | <Message>Region does not match; expecting 'here'.</Message> | here",
        "403 | SignatureDoesNotMatch | <Message>Credential should be scoped to a valid region,"
            + " expected: us-west-1</Message> | us-west-1",
        "400 | IllegalLocationConstraintException | <Message>wrong</Message> | the bucket's region"
      })
  void regionRequiredByTheServerIsNamed(int status, String code, String elements, String region) {
    ErrorResponse answer =
        new ErrorResponse(
            status, Map.of(), "<Error><Code>" + code + "</Code>" + elements + "</Error>");

    assertContains(
        messageOfFailure(answer, LakeErrorKind.CONFIGURATION),
        "region",
        "set AWS_REGION to " + region);
  }

  /** With a configured region, MinIO adds the element to every error. */
  @Test
  void regionElementDoesNotHideAWrongKey() {
    String xml = "<Error><Code>SignatureDoesNotMatch</Code><Region>eu-central-1</Region></Error>";

    assertContains(
        messageOfFailure(new ErrorResponse(403, Map.of(), xml), LakeErrorKind.DENIED),
        "AWS_SECRET_ACCESS_KEY");
  }

  @ParameterizedTest
  @CsvSource({"404", "405", "400", "410"})
  void responseWithoutXmlIsReportedAsNoS3(int status) {
    assertContains(
        messageOfFailure(
            ErrorResponse.plain(status, "404 page not found"), LakeErrorKind.CONFIGURATION),
        "no S3",
        Integer.toString(status),
        "AWS_ENDPOINT_URL_S3");
  }

  @Test
  void webPageIsReportedAsNoS3() {
    ErrorResponse page =
        new ErrorResponse(
            200,
            Map.of("Content-Type", "text/html"),
            "<!doctype html><html><head><title>Console</title></head><body/></html>");

    assertContains(
        messageOfFailure(page, LakeErrorKind.CONFIGURATION), "web page", "AWS_ENDPOINT_URL_S3");
  }

  /**
   * In this case, the server uses the bucket's name as the name of an object, and answers 404 to a
   * listing.
   */
  @ParameterizedTest
  @CsvSource({"/bucket", "/bucket/", "/storage/bucket"})
  void bucketInThePathOfTheEndpointIsReported(String path) {
    try (FakeBucket s3 = bucketWithError(ErrorResponse.xml(404, "NoSuchKey", "none"))) {
      Map<String, String> environment = new HashMap<>(s3.environment());
      environment.put("AWS_ENDPOINT_URL_S3", s3.endpoint() + path);
      try (ObjectStore store = open(environment)) {
        LakeException failure = assertThrows(LakeException.class, () -> store.list("raw/"));

        assertEquals(LakeErrorKind.CONFIGURATION, failure.kind());
        assertMessage(
            failure,
            "remove the bucket from AWS_ENDPOINT_URL_S3",
            "name it only in LAKE or --output");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024--usw2-az1--x-s3", "tables--table-s3", "code--ol-s3"})
  void directoryBucketIsRefusedByItsName(String bucket) {
    LakeException failure =
        assertThrows(
            LakeException.class,
            () -> ObjectStoreFactory.open("s3://" + bucket + "/lake", settings(Map.of())));

    assertEquals(LakeErrorKind.CONFIGURATION, failure.kind());
    assertMessage(failure, bucket, "general purpose bucket");
  }

  @ParameterizedTest
  @CsvSource({"501, NotImplemented", "400, InvalidArgument", "404, ''", "405, MethodNotAllowed"})
  void unsupportedReadOfTheEndFallsBackToAListing(int status, String code) {
    ErrorResponse answer =
        code.isEmpty() ? ErrorResponse.plain(status, "") : ErrorResponse.xml(status, code, "no");
    try (FakeBucket s3 =
            new FakeBucket() {
              @Override
              Optional<ErrorResponse> findError(ReceivedRequest request) {
                return request.header("range").startsWith("bytes=-")
                    ? Optional.of(answer)
                    : Optional.empty();
              }
            };
        ObjectStore store = open(s3.environment())) {
      store.put("raw/t", "0123456789".getBytes(UTF_8));

      ObjectTail tail = store.findTail("raw/t", 4).orElseThrow();

      assertEquals("6789", new String(tail.bytes(), UTF_8));
      assertEquals(10, tail.object().size());
      assertEquals(Optional.empty(), store.findTail("raw/u", 4));
    }
  }

  @ParameterizedTest
  @CsvSource({"501, NotImplemented", "405, MethodNotAllowed", "403, AccessDenied"})
  void refusedCopyOnTheServerFallsBackToReadingAndWriting(int status, String code) {
    try (FakeBucket s3 =
            new FakeBucket() {
              @Override
              Optional<ErrorResponse> findError(ReceivedRequest request) {
                return request.header("x-amz-copy-source").isEmpty()
                    ? Optional.empty()
                    : Optional.of(ErrorResponse.xml(status, code, "no"));
              }
            };
        ObjectStore store = open(s3.environment())) {
      store.put("raw/t", "0123456789".getBytes(UTF_8));

      store.copyTo(store, store.find("raw/t").orElseThrow(), "iceberg/t");

      assertEquals("0123456789", s3.contents().get("lake/iceberg/t"));
      assertEquals(
          1,
          s3.uploads().stream()
              .filter(request -> !request.header("x-amz-copy-source").isEmpty())
              .count());
    }
  }

  /** Some servers answer 404 without XML for a missing object. */
  @Test
  void missingObjectIsRecognizedWithoutXml() {
    try (FakeBucket s3 =
            new FakeBucket() {
              @Override
              Optional<ErrorResponse> findError(ReceivedRequest request) {
                return request.isListing() || request.method().equals("PUT")
                    ? Optional.empty()
                    : Optional.of(ErrorResponse.plain(404, ""));
              }
            };
        ObjectStore store = open(s3.environment())) {
      store.put("raw/t", "0123456789".getBytes(UTF_8));
      ObjectInfo object = store.list("raw/t").get(0);

      assertEquals(
          LakeErrorKind.REPLACED, ObjectStoreContract.kind(() -> store.read(object, 0, 1)));
      store.delete("raw/t");
      store.discard(new IncompleteUpload("raw/t", "upload", 0, Instant.EPOCH));
    }
  }

  @Test
  void unimplementedOperationIsNamed() {
    ErrorResponse answer = ErrorResponse.xml(501, "NotImplemented", "the server's words");

    assertContains(
        messageOfFailure(answer, LakeErrorKind.CONFIGURATION),
        "does not offer",
        "the server's words");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "with an explicit deny in a resource-based policy | check the bucket's policy",
        "with an explicit deny | check the bucket's policy",
        "with an explicit deny in an identity-based policy | check the identity-based policy",
        "with an explicit deny in a service control policy | check the service control policy",
        "with an explicit deny in a VPC endpoint policy | check the VPC endpoint policy"
      })
  void explicitDenyNamesThePolicy(String words, String remedy) {
    String message = "User: me is not authorized to perform: s3:PutObject on resource: x " + words;

    String text =
        messageOfFailure(ErrorResponse.xml(403, "AccessDenied", message), LakeErrorKind.DENIED);

    assertContains(text, "a policy explicitly denies access", remedy, words);
    assertFalse(text.contains("grant these credentials"), text);
  }

  @Test
  void refusedUploadNamesTheSettingsThatPoliciesRequire() {
    try (FakeBucket s3 = bucketWithError(ErrorResponse.xml(403, "AccessDenied", "Access Denied"));
        ObjectStore store = open(s3.environment())) {
      LakeException failure =
          assertThrows(LakeException.class, () -> store.put("raw/t", new byte[1]));

      assertMessage(failure, "s3:PutObject", "S3_SSE", "S3_REQUESTER_PAYS");
    }
  }

  private ObjectStore open(Map<String, String> environment) {
    return ObjectStoreFactory.open("s3://bucket/lake", settings(environment));
  }

  private LakeSettings settings(Map<String, String> environment) {
    return TestLakeSettings.environment(folder, environment);
  }
}
