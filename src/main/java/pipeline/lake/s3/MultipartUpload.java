package pipeline.lake.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * An upload of a large file in parts. The last request makes the object visible. A failed upload is
 * aborted. If the process is killed, the uploaded parts remain on the server until {@code purge
 * --work} deletes them.
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

  /** Sends the file and returns the ETag of the object; null if the server sends none. */
  @Nullable String send(Path file) {
    String id = client.createMultipartUpload(createRequest()).uploadId();
    boolean complete = false;
    try (InputStream content = Files.newInputStream(file)) {
      List<CompletedPart> parts = upload(content, Files.size(file), id);
      String etag =
          client
              .completeMultipartUpload(
                  request ->
                      request
                          .bucket(bucket)
                          .key(key)
                          .uploadId(id)
                          .multipartUpload(upload -> upload.parts(parts)))
              .eTag();
      complete = true;
      return etag;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } finally {
      if (!complete) {
        abort(id);
      }
    }
  }

  private CreateMultipartUploadRequest createRequest() {
    // The SDK adds checksums to the parts. Some servers refuse a part with a checksum unless the
    // request that creates the upload names the algorithm.
    ChecksumAlgorithm checksums = connection.hasRequestChecksums() ? ChecksumAlgorithm.CRC32 : null;
    return CreateMultipartUploadRequest.builder()
        .bucket(bucket)
        .key(key)
        .contentType(S3Uploader.contentType(key))
        .serverSideEncryption(connection.settings().s3().algorithm().orElse(null))
        .ssekmsKeyId(connection.settings().s3().kmsKeyId().orElse(null))
        .checksumAlgorithm(checksums)
        .build();
  }

  private List<CompletedPart> upload(InputStream file, long size, String id) throws IOException {
    int partSize = (int) Math.max(MIN_PART_SIZE, (size + MAX_PARTS - 1) / MAX_PARTS);
    List<CompletedPart> parts = new ArrayList<>();
    for (long remaining = size; remaining > 0; remaining -= partSize) {
      byte[] part = file.readNBytes(partSize);
      if (part.length != Math.min(partSize, remaining)) {
        throw new EOFException("the file became shorter during the upload");
      }
      ContentStreamProvider content = ContentStreamProvider.fromByteArrayUnsafe(part);
      parts.add(upload(content, part.length, id, parts.size() + 1));
    }
    return parts;
  }

  private CompletedPart upload(ContentStreamProvider content, int length, String id, int number) {
    UploadPartResponse response =
        client.uploadPart(
            upload ->
                upload
                    .bucket(bucket)
                    .key(key)
                    .uploadId(id)
                    .partNumber(number)
                    .contentMD5(connection.md5(content)),
            RequestBody.fromContentProvider(content, length, "application/octet-stream"));
    return CompletedPart.builder()
        .partNumber(number)
        .eTag(response.eTag())
        .checksumCRC32(response.checksumCRC32())
        .build();
  }

  private void abort(String id) {
    try {
      client.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(id));
    } catch (SdkException unreachable) {
      // Ignored: the caller reports the failure of the upload.
    }
  }
}
