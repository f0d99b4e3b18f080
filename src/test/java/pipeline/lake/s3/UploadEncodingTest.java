package pipeline.lake.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.lake.store.ObjectStoreContract.assertMessage;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import pipeline.lake.ObjectStoreFactory;
import pipeline.lake.s3.FakeBucket.ErrorResponse;
import pipeline.lake.s3.FakeBucket.ReceivedRequest;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.S3RequestConfig;
import pipeline.lake.store.TestLakeSettings;

/** Checks servers that refuse the SDK's chunked uploads, or store the chunk frames as content. */
class UploadEncodingTest {
  private static final byte[] CONTENT = "0123456789".getBytes(UTF_8);
  private static final String MD5 = "eB5eJF1ptWaXm4bijSPyxw==";

  @TempDir Path folder;

  /** A bucket that refuses some uploads. */
  private static class RefusingUploads extends FakeBucket {
    private final Predicate<ReceivedRequest> refused;
    private final ErrorResponse answer;

    RefusingUploads(Predicate<ReceivedRequest> refused, ErrorResponse answer) {
      this.refused = refused;
      this.answer = answer;
    }

    @Override
    Optional<ErrorResponse> findError(ReceivedRequest request) {
      return request.method().equals("PUT") && refused.test(request)
          ? Optional.of(answer)
          : Optional.empty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "403, SignatureDoesNotMatch",
    "400, XAmzContentSHA256Mismatch",
    "400, BadDigest",
    "400, IncompleteBody",
    "400, InvalidArgument",
    "400, InvalidRequest",
    "411, MissingContentLength",
    "501, NotImplemented"
  })
  void refusedChunkedUploadIsRepeatedWithoutChunks(int status, String code) {
    ErrorResponse answer = ErrorResponse.xml(status, code, "aws-chunked encoding is not supported");
    try (FakeBucket s3 = new RefusingUploads(ReceivedRequest::isChunked, answer);
        ObjectStore store = open(s3)) {
      store.put("state/a", CONTENT);
      store.put("state/b", CONTENT);

      assertEquals(
          Map.of("lake/state/a", "0123456789", "lake/state/b", "0123456789"), s3.contents());
      assertEquals(
          List.of(true, false, false),
          s3.uploads().stream().map(ReceivedRequest::isChunked).toList());
      assertEquals(MD5, s3.uploads().get(2).header("content-md5"));
      assertEquals("", s3.uploads().get(2).header("x-amz-checksum-crc32"));
    }
  }

  @Test
  void warningNamesTheStatusOfARefusalWithoutACode() {
    ListAppender<ILoggingEvent> appender = new ListAppender<>();
    appender.start();
    Logger logger = (Logger) LoggerFactory.getLogger(S3Uploader.class);
    logger.addAppender(appender);
    try (FakeBucket s3 =
            new RefusingUploads(ReceivedRequest::isChunked, ErrorResponse.plain(501, ""));
        ObjectStore store = open(s3)) {
      store.put("state/a", CONTENT);

      String warning = appender.list.get(0).getFormattedMessage();
      assertTrue(warning.startsWith("Uploads in chunks are refused (501): bucket"), warning);
    } finally {
      logger.detachAppender(appender);
    }
  }

  @Test
  void largeReportHasTheContentTypeOfASmallOne() throws IOException {
    try (FakeBucket s3 = new FakeBucket();
        ObjectStore store = open(s3)) {
      store.put("report.html", CONTENT);
      store.put("report.html", file(S3Uploader.MULTIPART_ABOVE + 1));

      assertEquals("text/html; charset=utf-8", s3.requests().get(0).header("content-type"));
      assertEquals("text/html; charset=utf-8", s3.requests().get(1).header("content-type"));
    }
  }

  @Test
  void storedFramesAreDetectedAndTheUploadRepeated() {
    try (FakeBucket s3 = FakeBucket.storingFrames();
        ObjectStore store = open(s3)) {
      store.put("state/a", CONTENT);
      store.put("state/b", CONTENT);

      assertEquals(
          Map.of("lake/state/a", "0123456789", "lake/state/b", "0123456789"), s3.contents());
      assertEquals(
          List.of(true, false, false),
          s3.uploads().stream().map(ReceivedRequest::isChunked).toList());
    }
  }

  @Test
  void tagThatIsTheMd5OfTheContentShowsThatNoFramesAreStored() {
    try (FakeBucket s3 = new FakeBucket();
        ObjectStore store = open(s3)) {
      store.put("state/a", CONTENT);
      store.put("state/b", CONTENT);

      assertEquals(
          List.of("PUT", "PUT"), s3.requests().stream().map(ReceivedRequest::method).toList());
    }
  }

  @Test
  void firstUploadIsReadAfterAnotherTag() {
    try (FakeBucket s3 = FakeBucket.withTags("\"%s-1\"", "\"%s-1\"");
        ObjectStore store = open(s3)) {
      store.put("state/a", CONTENT);
      store.put("state/b", CONTENT);

      assertEquals(
          List.of("PUT", "GET", "PUT"),
          s3.requests().stream().map(ReceivedRequest::method).toList());
    }
  }

  @Test
  void framesOfPartsAreDetected() throws IOException {
    try (FakeBucket s3 = FakeBucket.storingFrames();
        ObjectStore store = open(s3)) {
      store.put("raw/t", file(S3Uploader.MULTIPART_ABOVE + 1));

      assertEquals(S3Uploader.MULTIPART_ABOVE + 1, s3.contents().get("lake/raw/t").length());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"WHEN_SUPPORTED", "WHEN_REQUIRED"})
  void settingSendsUploadsWithoutChunksAndWithMd5(String checksums) throws IOException {
    try (FakeBucket s3 = new FakeBucket();
        ObjectStore store = open(s3, checksums, Optional.of(false))) {
      store.put("state/a", CONTENT);
      store.put("raw/t", file(S3Uploader.MULTIPART_ABOVE + 1));

      assertEquals(6, s3.uploads().size());
      for (ReceivedRequest upload : s3.uploads()) {
        assertFalse(upload.isChunked(), upload::path);
        assertEquals(24, upload.header("content-md5").length(), upload::path);
        assertEquals("", upload.header("x-amz-sdk-checksum-algorithm"), upload::path);
      }
      assertEquals(MD5, s3.uploads().get(0).header("content-md5"));
    }
  }

  @Test
  void profileMayConfigureChecksums() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("config"), "[default]\nrequest_checksum_calculation = when_required\n");
    try (FakeBucket s3 = new FakeBucket()) {
      Map<String, String> environment = new HashMap<>(s3.environment());
      environment.put("AWS_CONFIG_FILE", config.toString());
      try (ObjectStore store =
          ObjectStoreFactory.open(
              "s3://bucket/lake",
              TestLakeSettings.requests(folder, environment, S3RequestConfig.DEFAULT))) {
        store.put("state/a", CONTENT);
      }

      assertEquals(MD5, s3.uploads().get(0).header("content-md5"));
    }
  }

  /** Object Lock refuses an upload without MD5 and without a checksum. */
  @ParameterizedTest
  @ValueSource(strings = {"WHEN_SUPPORTED", "WHEN_REQUIRED"})
  void eachUploadHasAChecksumForObjectLock(String checksums) {
    ErrorResponse answer =
        ErrorResponse.xml(
            400, "InvalidRequest", "Content-MD5 OR x-amz-checksum- HTTP header is required");
    Predicate<ReceivedRequest> withoutChecksum =
        sent -> sent.header("content-md5").isEmpty() && sent.header("x-amz-trailer").isEmpty();
    try (FakeBucket s3 = new RefusingUploads(withoutChecksum, answer);
        ObjectStore store = open(s3, checksums, Optional.of(true))) {
      store.put("state/a", CONTENT);

      assertEquals(1, s3.uploads().size());
    }
  }

  @Test
  void failedSecondAttemptReportsTheFirstFailure() {
    ErrorResponse answer = ErrorResponse.xml(403, "SignatureDoesNotMatch", "the server's words");
    try (FakeBucket s3 = new RefusingUploads(sent -> true, answer);
        ObjectStore store = open(s3)) {
      LakeException failure =
          assertThrows(LakeException.class, () -> store.put("state/a", CONTENT));

      assertEquals(LakeErrorKind.DENIED, failure.kind());
      assertMessage(failure, "the credentials are refused", "AWS_SECRET_ACCESS_KEY");
      assertEquals(2, s3.uploads().size());
    }
  }

  @Test
  void refusedUploadSignatureIsNotBlamedOnTheKeys() {
    ErrorResponse answer = ErrorResponse.xml(403, "SignatureDoesNotMatch", "the server's words");
    try (FakeBucket s3 = new RefusingUploads(sent -> true, answer);
        ObjectStore store = open(s3)) {
      store.list("state/");
      LakeException failure =
          assertThrows(LakeException.class, () -> store.put("state/a", CONTENT));

      assertEquals(LakeErrorKind.CONFIGURATION, failure.kind());
      assertMessage(failure, "signature", "even without chunks", "the server's words");
      assertFalse(failure.getMessage().contains("AWS_SECRET_ACCESS_KEY"), failure::getMessage);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "403, SignatureDoesNotMatch, unset S3_CHUNKED_UPLOADS",
    "501, NotImplemented,        unset S3_CHUNKED_UPLOADS"
  })
  void forcedChunksAreNamedInTheRemedy(int status, String code, String advice) {
    ErrorResponse answer = ErrorResponse.xml(status, code, "the server's words");
    try (FakeBucket s3 = new RefusingUploads(ReceivedRequest::isChunked, answer);
        ObjectStore store = open(s3, "WHEN_SUPPORTED", Optional.of(true))) {
      store.list("state/");
      LakeException failure =
          assertThrows(LakeException.class, () -> store.put("state/a", CONTENT));

      assertEquals(LakeErrorKind.CONFIGURATION, failure.kind());
      assertMessage(failure, advice);
      assertEquals(1, s3.uploads().size());
    }
  }

  @Test
  void storedFramesOfAForcedFormAreDeletedAndReported() {
    try (FakeBucket s3 = FakeBucket.storingFrames();
        ObjectStore store = open(s3, "WHEN_REQUIRED", Optional.of(true))) {
      LakeException failure =
          assertThrows(LakeException.class, () -> store.put("state/a", CONTENT));

      assertEquals(LakeErrorKind.CONFIGURATION, failure.kind());
      assertMessage(failure, "s3://bucket/lake/state/a", "S3_CHUNKED_UPLOADS", s3.endpoint());
      assertEquals(Map.of(), s3.contents());
    }
  }

  /** Older versions of the jar left such objects. */
  @Test
  void readersDetectFramesOfAnOlderUpload() {
    try (FakeBucket s3 = new FakeBucket();
        ObjectStore store = open(s3)) {
      store.put("raw/t", ("a;chunk-signature=" + "0f".repeat(32) + "\r\n012").getBytes(UTF_8));
      ObjectInfo object = store.list("raw/t").get(0);
      for (Executable reading :
          List.<Executable>of(
              () -> store.read(object, 0, (int) object.size()),
              () -> store.findTail("raw/t", 1000))) {
        LakeException failure = assertThrows(LakeException.class, reading);

        assertEquals(LakeErrorKind.DAMAGED, failure.kind());
        assertMessage(
            failure,
            "s3://bucket/lake/raw/t",
            "chunk headers",
            "delete it, set S3_CHUNKED_UPLOADS=false, and rerun");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"403, AccessDenied", "403, InvalidAccessKeyId", "404, NoSuchBucket", "503, SlowDown"})
  void otherRefusalsAreNotRepeatedWithoutChunks(int status, String code) {
    try (FakeBucket s3 =
            new RefusingUploads(
                ReceivedRequest::isChunked, ErrorResponse.xml(status, code, "the server's words"));
        ObjectStore store = open(s3)) {
      assertThrows(LakeException.class, () -> store.put("state/a", CONTENT));

      assertTrue(s3.uploads().stream().allMatch(ReceivedRequest::isChunked));
    }
  }

  private ObjectStore open(FakeBucket s3) {
    return open(s3, "WHEN_SUPPORTED", Optional.empty());
  }

  private ObjectStore open(FakeBucket s3, String checksums, Optional<Boolean> chunked) {
    Map<String, String> environment = new HashMap<>(s3.environment());
    environment.put("AWS_REQUEST_CHECKSUM_CALCULATION", checksums);
    return ObjectStoreFactory.open(
        "s3://bucket/lake",
        TestLakeSettings.requests(
            folder,
            environment,
            new S3RequestConfig(Optional.empty(), Optional.empty(), false, chunked)));
  }

  private Path file(long size) throws IOException {
    Path file = Files.createTempFile(folder, "staging", ".parquet");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(size);
    }
    return file;
  }
}
