package pipeline.lake.s3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * A large file in parts: nobody sees the object before the last request, which is the commit. What
 * fails is aborted; where the process is stopped in between, its parts stay until they are purged.
 */
final class MultipartUpload {
  private static final long MIN_PART_SIZE = 16L << 20;
  private static final long MAX_PARTS = 10_000;

  private final S3ClientHolder connection;
  private final S3Client client;
  private final String bucket;
  private final String key;

  MultipartUpload(S3ClientHolder connection, String bucket, String key) {
    this.connection = connection;
    this.client = connection.client();
    this.bucket = bucket;
    this.key = key;
  }

  void send(Path file) throws IOException {
    String id = client.createMultipartUpload(createRequest()).uploadId();
    boolean complete = false;
    try {
      List<CompletedPart> parts = upload(file, id);
      client.completeMultipartUpload(
          request ->
              request
                  .bucket(bucket)
                  .key(key)
                  .uploadId(id)
                  .multipartUpload(upload -> upload.parts(parts)));
      complete = true;
    } finally {
      if (!complete) {
        abort(id);
      }
    }
  }

  private CreateMultipartUploadRequest createRequest() {
    CreateMultipartUploadRequest.Builder request =
        CreateMultipartUploadRequest.builder()
            .bucket(bucket)
            .key(key)
            .serverSideEncryption(connection.requests().algorithm().orElse(null))
            .ssekmsKeyId(connection.requests().kmsKeyId().orElse(null));
    if (connection.hasRequestChecksums()) {
      // Otherwise some servers refuse the parts' checksums, which the SDK adds by itself.
      request.checksumAlgorithm(ChecksumAlgorithm.CRC32);
    }
    return request.build();
  }

  private List<CompletedPart> upload(Path file, String id) throws IOException {
    long size = Files.size(file);
    long partSize = Math.max(MIN_PART_SIZE, (size + MAX_PARTS - 1) / MAX_PARTS);
    List<CompletedPart> parts = new ArrayList<>();
    for (long offset = 0; offset < size; offset += partSize) {
      long length = Math.min(partSize, size - offset);
      try (FileRangeContent part = new FileRangeContent(file, offset, length)) {
        parts.add(upload(part, length, id, parts.size() + 1));
      }
    }
    return parts;
  }

  private CompletedPart upload(FileRangeContent part, long length, String id, int number) {
    UploadPartResponse answer =
        client.uploadPart(
            upload ->
                upload
                    .bucket(bucket)
                    .key(key)
                    .uploadId(id)
                    .partNumber(number)
                    .contentMD5(connection.md5(part).orElse(null)),
            RequestBody.fromContentProvider(part, length, "application/octet-stream"));
    return CompletedPart.builder()
        .partNumber(number)
        .eTag(answer.eTag())
        .checksumCRC32(answer.checksumCRC32())
        .build();
  }

  private void abort(String id) {
    try {
      client.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(id));
    } catch (SdkException unreachable) {
      // What failed before says why.
    }
  }
}
