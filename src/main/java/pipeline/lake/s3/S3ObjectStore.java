package pipeline.lake.s3;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipeline.lake.store.CloseSequence;
import pipeline.lake.store.IncompleteUpload;
import pipeline.lake.store.IoErrorTranslator;
import pipeline.lake.store.LakeSettings;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectKeys;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.ObjectTail;
import pipeline.lake.store.RangeReads;
import pipeline.lake.store.TempDirectory;
import pipeline.lake.store.TemporaryFiles;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * An object store in a bucket of S3 or of a compatible server. The store sends no HEAD requests,
 * because with minimal permissions a server answers 403 instead of 404 if a key is missing.
 */
public final class S3ObjectStore implements ObjectStore {
  /** The maximum size, in bytes, of an object that a server copies by one request. */
  private static final long MAX_COPY_SIZE = 5L << 30;

  /**
   * The maximum number of attempts to create an object while another request creates the same one.
   */
  private static final int MAX_ATTEMPTS = 5;

  private final String bucket;
  private final String keyPrefix;
  private final S3ClientHolder connection;
  private final TempDirectory tempDirectory;
  private final S3ErrorTranslator errorTranslator;
  private final S3ObjectReader reader;
  private final S3Uploader uploader;

  /**
   * Creates a store. The store connects to the server when it sends its first request.
   *
   * @param prefix the prefix of all keys, without a slash at its start or end; empty for the whole
   *     bucket
   */
  public S3ObjectStore(String bucket, String prefix, LakeSettings settings) {
    this.bucket = bucket;
    this.keyPrefix = prefix.isEmpty() ? "" : prefix + "/";
    this.connection = new S3ClientHolder(settings);
    this.tempDirectory = new TempDirectory(settings.tempDirectory());
    this.errorTranslator = new S3ErrorTranslator(bucket, connection);
    this.reader = new S3ObjectReader(connection, errorTranslator, bucket);
    this.uploader = new S3Uploader(connection, errorTranslator, bucket);
  }

  @Override
  public String uri() {
    String uri = "s3://" + bucket + "/" + keyPrefix;
    return uri.substring(0, uri.length() - 1);
  }

  @Override
  public List<ObjectInfo> list(String prefix) {
    ListObjectsV2Request request = listRequest(ObjectKeys.requirePrefix(prefix)).build();
    return errorTranslator.call(
        S3Operation.LIST,
        request.prefix(),
        () ->
            connection.client().listObjectsV2Paginator(request).contents().stream()
                // S3 consoles create empty objects that represent folders.
                .filter(object -> !object.key().endsWith("/"))
                .map(this::info)
                // Some servers return lists that are not sorted.
                .sorted(Comparator.comparing(ObjectInfo::key, ObjectKeys.ORDER))
                .toList());
  }

  private ObjectInfo info(S3Object object) {
    return new ObjectInfo(
        object.key().substring(keyPrefix.length()),
        object.size(),
        Objects.requireNonNullElse(object.eTag(), ""),
        time(object.lastModified()));
  }

  @Override
  public List<String> listFolders(String prefix) {
    ListObjectsV2Request request =
        listRequest(ObjectKeys.requireFolder(prefix)).delimiter("/").build();
    int from = request.prefix().length();
    return errorTranslator.call(
        S3Operation.LIST,
        request.prefix(),
        () ->
            connection.client().listObjectsV2Paginator(request).commonPrefixes().stream()
                .map(folder -> folder.prefix().substring(from, folder.prefix().length() - 1))
                .sorted(ObjectKeys.ORDER)
                .toList());
  }

  @Override
  public byte[] read(ObjectInfo object, long offset, int length) {
    Objects.checkFromIndexSize(offset, /* size= */ length, /* length= */ object.size());
    if (length == 0) {
      return new byte[0];
    }
    String key = ObjectKeys.requireKey(object.key());
    return reader
        .read(keyPrefix + key, object, offset, length, () -> find(key))
        .orElseThrow(() -> RangeReads.replaced(this, object, null));
  }

  @Override
  public Optional<ObjectTail> findTail(String key, int limit) {
    return reader.tail(
        key,
        keyPrefix + ObjectKeys.requireKey(key),
        limit,
        () -> ObjectStore.super.findTail(key, limit));
  }

  @Override
  public Optional<String> comparableTag(ObjectInfo object) {
    return ObjectVersion.from(object).strongTag();
  }

  @Override
  public String put(String key, Path file) {
    String target = keyPrefix + ObjectKeys.requireKey(key);
    String etag;
    try {
      etag = uploader.send(target, file);
    } catch (SdkException failed) {
      throw errorTranslator.translate(failed, S3Operation.PUT, target);
    } catch (IOException failed) {
      throw IoErrorTranslator.readFailure(file + " for the upload to " + uri() + "/" + key, failed);
    }
    TemporaryFiles.discard(file);
    return etag;
  }

  @Override
  public void put(String key, byte[] bytes) {
    String target = keyPrefix + ObjectKeys.requireKey(key);
    try {
      uploader.send(target, bytes);
    } catch (SdkException failed) {
      throw errorTranslator.translate(failed, S3Operation.PUT, target);
    }
  }

  @Override
  public boolean putIfAbsent(String key, byte[] bytes) {
    String target = keyPrefix + ObjectKeys.requireKey(key);
    for (int attempt = 1; ; attempt++) {
      try {
        uploader.sendNew(target, bytes);
        return true;
      } catch (SdkException failed) {
        int status = failed instanceof S3Exception refused ? refused.statusCode() : 0;
        if (status == 412) {
          return false;
        }
        // 409 means that another request is creating the object. That request can fail, so this one
        // is repeated.
        if (status != 409 || attempt == MAX_ATTEMPTS) {
          throw errorTranslator.translate(failed, S3Operation.PUT, target);
        }
      }
    }
  }

  /**
   * Makes the server copy the object if the target is also an S3 store, and the object has a strong
   * ETag and at most 5 GB. Otherwise, or if the server refuses to copy the object, downloads and
   * uploads it.
   */
  @Override
  public void copyTo(ObjectStore target, ObjectInfo object, String key) {
    if (!(target instanceof S3ObjectStore other
        && object.size() <= MAX_COPY_SIZE
        && other.copyFrom(this, object, key))) {
      ObjectStore.super.copyTo(target, object, key);
    }
  }

  /**
   * Makes the server copy an object. Returns false if the server refuses to copy the object. Also
   * returns false if the object has no strong ETag, because the server could then copy another
   * version.
   */
  private boolean copyFrom(S3ObjectStore source, ObjectInfo object, String key) {
    Optional<String> condition = ObjectVersion.from(object).condition();
    if (condition.isEmpty()) {
      return false;
    }
    String target = keyPrefix + ObjectKeys.requireKey(key);
    CopyObjectRequest copy =
        CopyObjectRequest.builder()
            .sourceBucket(source.bucket)
            .sourceKey(source.keyPrefix + ObjectKeys.requireKey(object.key()))
            .copySourceIfMatch(condition.get())
            .destinationBucket(bucket)
            .destinationKey(target)
            .serverSideEncryption(connection.settings().s3().algorithm().orElse(null))
            .ssekmsKeyId(connection.settings().s3().kmsKeyId().orElse(null))
            .build();
    try {
      connection.client().copyObject(copy);
      return true;
    } catch (S3Exception refused) {
      return false;
    } catch (SdkException failed) {
      throw errorTranslator.translate(failed, S3Operation.PUT, target);
    }
  }

  @Override
  public void delete(String key) {
    String target = keyPrefix + ObjectKeys.requireKey(key);
    delete(
        S3Operation.DELETE,
        target,
        () -> connection.client().deleteObject(delete -> delete.bucket(bucket).key(target)));
  }

  /**
   * Sends a request that deletes an object or an upload. Ignores the failure if the server refuses
   * the request because the target does not exist.
   */
  private void delete(S3Operation operation, String target, Runnable request) {
    try {
      request.run();
    } catch (SdkException failed) {
      // Another process may have completed or aborted the upload.
      if (!(failed instanceof NoSuchUploadException) && !S3ObjectReader.isAbsent(failed)) {
        throw errorTranslator.translate(failed, operation, target);
      }
    }
  }

  @Override
  public List<IncompleteUpload> listIncompleteUploads() {
    return errorTranslator.call(
        S3Operation.LIST_UPLOADS,
        keyPrefix,
        () ->
            connection
                .client()
                .listMultipartUploadsPaginator(list -> list.bucket(bucket).prefix(keyPrefix))
                .uploads()
                .stream()
                .map(
                    upload ->
                        new IncompleteUpload(
                            upload.key().substring(keyPrefix.length()),
                            upload.uploadId(),
                            0,
                            time(upload.initiated())))
                .toList());
  }

  @Override
  public void discard(IncompleteUpload upload) {
    String target = keyPrefix + ObjectKeys.requireKey(upload.key());
    delete(
        S3Operation.ABORT,
        target,
        () ->
            connection
                .client()
                .abortMultipartUpload(
                    abort -> abort.bucket(bucket).key(target).uploadId(upload.uploadId())));
  }

  @Override
  public Optional<Instant> serverTime() {
    return connection.responses().lastDate();
  }

  @Override
  public Path tempDirectory() {
    return tempDirectory.path();
  }

  @Override
  public void close() {
    CloseSequence.close(List.of(connection, tempDirectory));
  }

  /**
   * Returns the given time. If it is null, returns the server's current time, so that a purge does
   * not treat the object as old.
   */
  private Instant time(@Nullable Instant time) {
    return time == null ? serverTime().orElse(Instant.EPOCH) : time;
  }

  private ListObjectsV2Request.Builder listRequest(String prefix) {
    return ListObjectsV2Request.builder().bucket(bucket).prefix(keyPrefix + prefix);
  }
}
