package pipeline.lake.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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
import software.amazon.awssdk.utils.BinaryUtils;
import software.amazon.awssdk.utils.Md5Utils;

/**
 * An uploader of objects. The SDK sends an upload in chunks: it puts each chunk into a frame, which
 * states the chunk's length. Some servers refuse the frames or store them as content. For such a
 * server, the first upload is repeated without chunks, and all later uploads are sent without
 * chunks. Other uploads wait until the first one has shown whether the server supports chunks.
 */
final class S3Uploader {
  /**
   * The size in bytes above which a file is sent in parts. For such a file, it costs more to repeat
   * a failed PUT than to send the additional requests for the parts.
   */
  static final long MULTIPART_ABOVE = 64L << 20;

  /** The number of bytes at the start of an object that are sufficient to detect a frame. */
  private static final int FRAME_SIZE = 128;

  private static final Pattern FIRST_FRAME =
      Pattern.compile("[0-9a-f]{1,8}(;chunk-signature=[0-9a-f]{64})?\r\n");

  private static final Logger LOG = LoggerFactory.getLogger(S3Uploader.class);

  /**
   * The content types by file extension. With the SDK's default type, a browser would save an HTML
   * report instead of showing it.
   */
  private static final Map<String, String> CONTENT_TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "csv", "text/csv; charset=utf-8",
          "jsonl", "application/x-ndjson",
          "json", "application/json");

  private final S3ClientHolder connection;
  private final S3ErrorTranslator errorTranslator;
  private final String bucket;
  private final Object multipartLock = new Object();
  private volatile boolean isEncodingProven;

  S3Uploader(S3ClientHolder connection, S3ErrorTranslator errorTranslator, String bucket) {
    this.connection = connection;
    this.errorTranslator = errorTranslator;
    this.bucket = bucket;
  }

  /**
   * Returns whether content begins with a frame. No intact object of the lake begins with a frame.
   */
  static boolean hasFrame(byte[] content) {
    int length = Math.min(content.length, FRAME_SIZE);
    return FIRST_FRAME.matcher(new String(content, 0, length, ISO_8859_1)).lookingAt();
  }

  /** Returns the content type of an object; null for the SDK's default. */
  static @Nullable String contentType(String key) {
    return CONTENT_TYPES.get(key.substring(key.lastIndexOf('.') + 1));
  }

  /** Sends a file and returns the ETag of the object; empty if the server sends none. */
  String send(String key, Path file) throws IOException {
    long size = Files.size(file);
    try {
      String tag =
          size > MULTIPART_ABOVE
              ? send(
                  key, size, sent -> false, () -> sendParts(key, file), () -> sendParts(key, file))
              : send(key, RequestBody.fromFile(file));
      return Objects.requireNonNullElse(tag, "");
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
  }

  void send(String key, byte[] bytes) {
    String unused = send(key, RequestBody.fromBytes(bytes));
  }

  /** Sends an object that must not exist yet. If the object exists, the server answers 412. */
  void sendNew(String key, byte[] bytes) {
    String unused = send(key, RequestBody.fromBytes(bytes), "*");
  }

  private @Nullable String send(String key, RequestBody content) {
    return send(key, content, null);
  }

  private @Nullable String send(String key, RequestBody content, @Nullable String ifNoneMatch) {
    long size = content.optionalContentLength().orElseThrow();
    return send(
        key,
        size,
        tag -> isMd5(tag, content),
        () -> put(key, content, ifNoneMatch),
        () -> put(key, content, null));
  }

  /**
   * Sends a large file in parts. Other large files wait, because each upload holds one part in
   * memory.
   */
  private @Nullable String sendParts(String key, Path file) {
    synchronized (multipartLock) {
      return new MultipartUpload(connection, bucket, key).send(file);
    }
  }

  private @Nullable String put(String key, RequestBody body, @Nullable String ifNoneMatch) {
    PutObjectRequest put =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(key)
            .ifNoneMatch(ifNoneMatch)
            .contentType(contentType(key))
            .contentMD5(connection.md5(body.contentStreamProvider()))
            .serverSideEncryption(connection.settings().s3().algorithm().orElse(null))
            .ssekmsKeyId(connection.settings().s3().kmsKeyId().orElse(null))
            .build();
    return connection.client().putObject(put, body).eTag();
  }

  /** Returns whether an ETag is the MD5 of the content, as it is on most servers. */
  private static boolean isMd5(@Nullable String tag, RequestBody content) {
    try {
      byte[] md5 = Md5Utils.computeMD5Hash(content.contentStreamProvider().newStream());
      return tag != null && tag.replace("\"", "").equals(BinaryUtils.toHex(md5));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * Runs an upload and returns the ETag. The first upload that has content also tests whether the
   * server supports chunks.
   *
   * @param isIntact returns whether an ETag proves that the server has stored the content without
   *     frames
   * @param replacement a second upload, which runs if the server has stored the frames of the first
   *     upload
   */
  private @Nullable String send(
      String key,
      long size,
      Predicate<@Nullable String> isIntact,
      Supplier<@Nullable String> upload,
      Supplier<@Nullable String> replacement) {
    if (!isEncodingProven) {
      synchronized (this) {
        if (!isEncodingProven) {
          return sendFirst(key, size, isIntact, upload, replacement);
        }
      }
    }
    return upload.get();
  }

  private @Nullable String sendFirst(
      String key,
      long size,
      Predicate<@Nullable String> isIntact,
      Supplier<@Nullable String> upload,
      Supplier<@Nullable String> replacement) {
    String tag;
    try {
      tag = upload.get();
    } catch (S3Exception refused) {
      if (!S3ErrorClassifier.mayRefuseChunks(refused) || !connection.disableChunks()) {
        throw refused;
      }
      tag = sendUnchunked(upload, refused);
    }
    if (mayHaveFrames(size) && !isIntact.test(tag) && hasFrames(key, size)) {
      if (!connection.disableChunks()) {
        throw framesStored(key);
      }
      tag = replacement.get();
      logUnchunked("not supported (the server stores the chunk headers as content)");
    }
    isEncodingProven = size > 0;
    return tag;
  }

  private @Nullable String sendUnchunked(Supplier<@Nullable String> upload, S3Exception refused) {
    String tag;
    try {
      tag = upload.get();
    } catch (S3Exception again) {
      connection.enableChunks();
      // A second error of a kind that chunks cannot cause shows the real problem.
      throw S3ErrorClassifier.mayRefuseChunks(again) ? refused : again;
    }
    logUnchunked("refused (" + new S3ErrorResponse(refused).text() + ")");
    return tag;
  }

  private void logUnchunked(String what) {
    LOG.warn(
        "Uploads in chunks are {}: bucket {}; this command has repeated the upload without chunks,"
            + " and sends all later uploads without chunks. Set S3_CHUNKED_UPLOADS=false to skip"
            + " the attempt with chunks",
        what,
        bucket);
  }

  /** Returns whether it is possible that the server has stored frames. AWS never stores frames. */
  private boolean mayHaveFrames(long size) {
    return size > 0 && connection.endpoint().isPresent();
  }

  private boolean hasFrames(String key, long size) {
    try {
      ResponseBytes<GetObjectResponse> start =
          connection
              .client()
              .getObject(
                  get -> get.bucket(bucket).key(key).range("bytes=0-" + (FRAME_SIZE - 1)),
                  ResponseTransformer.toBytes());
      byte[] bytes = start.asByteArrayUnsafe();
      long stored = RangeReads.size(start.response().contentRange()).orElse((long) bytes.length);
      return stored > size && hasFrame(bytes);
    } catch (S3Exception refused) {
      if (refused.statusCode() >= 500) {
        throw refused;
      }
      // The permission to read may be missing. In that case, a later read detects the frames.
      return false;
    }
  }

  private LakeException framesStored(String key) {
    try {
      connection.client().deleteObject(delete -> delete.bucket(bucket).key(key));
    } catch (SdkException notDeleted) {
      // Ignored: the message names the object, so that the user can delete it.
    }
    return errorTranslator.framesStored(key);
  }
}
