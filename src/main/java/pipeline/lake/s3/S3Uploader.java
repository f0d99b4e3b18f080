package pipeline.lake.s3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.RangeReads;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Writes objects. The first upload shows in which form the server takes them: if it refuses the
 * SDK's chunks, or stores them as content, that upload is sent once more, and all others at once,
 * as a whole.
 */
final class S3Uploader {
  /** From here on a PUT that breaks off costs more than the parts' extra requests. */
  static final long MULTIPART_ABOVE = 64L << 20;

  private static final Logger LOG = LoggerFactory.getLogger(S3Uploader.class);

  private static final Map<String, String> CONTENT_TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "csv", "text/csv; charset=utf-8",
          "jsonl", "application/x-ndjson",
          "json", "application/json");

  private final S3ClientHolder connection;
  private final S3ErrorTranslator failures;
  private final String bucket;
  private volatile boolean isFormProven;

  S3Uploader(S3ClientHolder connection, S3ErrorTranslator failures, String bucket) {
    this.connection = connection;
    this.failures = failures;
    this.bucket = bucket;
  }

  void send(String key, Path file) throws IOException {
    long size = Files.size(file);
    if (size > MULTIPART_ABOVE) {
      send(key, size, () -> new MultipartUpload(connection, bucket, key).send(file));
    } else {
      send(key, size, () -> put(key, RequestBody.fromFile(file)));
    }
  }

  void send(String key, byte[] bytes) throws IOException {
    send(key, bytes.length, () -> put(key, RequestBody.fromBytes(bytes)));
  }

  private void put(String key, RequestBody body) {
    PutObjectRequest.Builder put =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(key)
            .contentMD5(connection.md5(body.contentStreamProvider()).orElse(null))
            .serverSideEncryption(connection.requests().algorithm().orElse(null))
            .ssekmsKeyId(connection.requests().kmsKeyId().orElse(null));
    contentType(key).ifPresent(put::contentType);
    connection.client().putObject(put.build(), body);
  }

  /** Returns the type with which a browser shows the object instead of saving it. */
  private static Optional<String> contentType(String key) {
    return Optional.ofNullable(CONTENT_TYPES.get(key.substring(key.lastIndexOf('.') + 1)));
  }

  /** Sends the bytes, in the form that the connection has. */
  private interface Upload {
    void send() throws IOException;
  }

  private void send(String key, long size, Upload upload) throws IOException {
    if (isFormProven) {
      upload.send();
      return;
    }
    UploadEncoding form = connection.form();
    try {
      upload.send();
    } catch (S3Exception refused) {
      if (!S3ErrorClassifier.mayRefuseForm(refused) || !connection.changeForm(form)) {
        throw refused;
      }
      sendWhole(upload, refused);
    }
    if (hasFrames(key, size)) {
      if (!connection.changeForm(form)) {
        throw framesStored(key);
      }
      upload.send();
      logWhole("are stored with their frames");
    }
    isFormProven = size > 0;
  }

  private void sendWhole(Upload upload, S3Exception refused) throws IOException {
    try {
      upload.send();
    } catch (S3Exception again) {
      connection.returnToChunks();
      // An answer that has nothing to do with the form is the better reason.
      throw S3ErrorClassifier.mayRefuseForm(again) ? refused : again;
    }
    logWhole("are refused (" + refused.awsErrorDetails().errorCode() + ")");
  }

  private void logWhole(String what) {
    LOG.warn(
        "Uploads in chunks {}: {}; set S3_CHUNKED_UPLOADS=false, so that none is tried.",
        what,
        bucket);
  }

  /** Whether a server of another maker has stored more than the content. */
  private boolean hasFrames(String key, long size) {
    if (size == 0 || connection.endpoint().isEmpty()) {
      return false;
    }
    try {
      ResponseBytes<GetObjectResponse> start =
          connection
              .client()
              .getObject(
                  get -> get.bucket(bucket).key(key).range("bytes=0-" + (UploadFrames.HEAD - 1)),
                  ResponseTransformer.toBytes());
      byte[] bytes = start.asByteArrayUnsafe();
      long stored = RangeReads.size(start.response().contentRange()).orElse((long) bytes.length);
      return stored > size && UploadFrames.isAtStartOf(bytes);
    } catch (S3Exception refused) {
      if (refused.statusCode() >= 500) {
        throw refused;
      }
      return false; // The right to read may be missing; a later reader reports it.
    }
  }

  private LakeException framesStored(String key) {
    try {
      connection.client().deleteObject(delete -> delete.bucket(bucket).key(key));
    } catch (SdkException kept) {
      // The message names the object.
    }
    return failures.ofFrames(key);
  }
}
