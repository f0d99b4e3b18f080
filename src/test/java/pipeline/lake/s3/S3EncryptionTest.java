package pipeline.lake.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.lake.ObjectStoreFactory;
import pipeline.lake.s3.FakeBucket.ReceivedRequest;
import pipeline.lake.store.IncompleteUpload;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.S3RequestConfig;
import pipeline.lake.store.TestLakeSettings;

/** Checks that each request has the headers that a bucket policy may require. */
class S3EncryptionTest {
  private static final String ALGORITHM = "x-amz-server-side-encryption";
  private static final String KEY = "x-amz-server-side-encryption-aws-kms-key-id";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    ",             ,       '',           ''",
    ",             my-key, aws:kms,      my-key",
    "AES256,       ,       AES256,       ''",
    "aws:kms,      ,       aws:kms,      ''",
    "aws:kms:dsse, my-key, aws:kms:dsse, my-key"
  })
  void eachUploadRequestsTheConfiguredEncryption(
      @Nullable String set, @Nullable String key, String algorithm, String keyId)
      throws IOException {
    List<ReceivedRequest> sent =
        sent(
            new S3RequestConfig(
                Optional.ofNullable(set), Optional.ofNullable(key), false, Optional.empty()));

    List<ReceivedRequest> creations =
        sent.stream()
            .filter(request -> !request.query().contains("uploadId"))
            .filter(request -> request.method().startsWith("P"))
            .toList();
    assertEquals(List.of("PUT", "POST"), creations.stream().map(ReceivedRequest::method).toList());
    for (ReceivedRequest creation : creations) {
      assertEquals(algorithm, creation.header(ALGORITHM));
      assertEquals(keyId, creation.header(KEY));
    }
  }

  @Test
  void requesterPaysIsSentWithEachRequest() throws IOException {
    List<ReceivedRequest> sent =
        sent(new S3RequestConfig(Optional.empty(), Optional.empty(), true, Optional.empty()));

    assertEquals(
        "DELETE GET POST PUT",
        sent.stream()
            .map(ReceivedRequest::method)
            .distinct()
            .sorted()
            .collect(Collectors.joining(" ")));
    for (ReceivedRequest request : sent) {
      assertEquals("requester", request.header("x-amz-request-payer"), request::toString);
      assertTrue(
          request.header("authorization").contains("x-amz-request-payer"), "it is to be signed");
    }
  }

  @Test
  void requesterPaysIsNotSentByDefault() throws IOException {
    for (ReceivedRequest request : sent(S3RequestConfig.DEFAULT)) {
      assertEquals("", request.header("x-amz-request-payer"));
    }
  }

  private List<ReceivedRequest> sent(S3RequestConfig requests) throws IOException {
    try (FakeBucket s3 = new FakeBucket();
        ObjectStore store =
            ObjectStoreFactory.open(
                "s3://bucket/lake",
                TestLakeSettings.requests(folder, s3.environment(), requests))) {
      store.put("small", new byte[10]);
      store.put("large", file(S3Uploader.MULTIPART_ABOVE + 1));
      store.read(store.list("small").get(0), 0, 1);
      store.findTail("small", 1);
      store.delete("small");
      store.discard(new IncompleteUpload("small", "upload", 0, Instant.EPOCH));
      return s3.requests();
    }
  }

  private Path file(long size) throws IOException {
    Path file = folder.resolve("staging");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(size);
    }
    return file;
  }
}
