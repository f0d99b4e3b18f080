package pipeline.lake.s3;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectTail;
import pipeline.lake.store.RangeReads;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A reader of ranges of one version of an object. The reader also supports servers that send no
 * ETags or ignore If-Match.
 */
final class S3ObjectReader {
  /**
   * The HTTP statuses of servers that cannot return the end of an object, or that do not reveal
   * whether an object exists.
   */
  private static final Set<Integer> UNSUPPORTED_END = Set.of(400, 403, 405, 416, 501);

  private final S3ClientHolder connection;
  private final S3ErrorTranslator errorTranslator;
  private final String bucket;

  S3ObjectReader(S3ClientHolder connection, S3ErrorTranslator errorTranslator, String bucket) {
    this.connection = connection;
    this.errorTranslator = errorTranslator;
    this.bucket = bucket;
  }

  /**
   * Returns a range of bytes of one version of an object.
   *
   * @param key the key with the lake's prefix
   * @param listing lists the object again and returns its current version
   * @return empty if the object has been replaced or deleted
   * @throws LakeException if the request fails, or the server's ETags are inconsistent
   */
  Optional<byte[]> read(
      String key,
      ObjectInfo object,
      long offset,
      int length,
      Supplier<Optional<ObjectInfo>> listing) {
    ObjectVersion wanted = ObjectVersion.from(object);
    try {
      ResponseBytes<GetObjectResponse> range = range(key, wanted.condition(), offset, length);
      // The version in the response is compared too, because some servers ignore If-Match, or
      // evaluate it before another process replaces the object.
      byte[] bytes = range.asByteArrayUnsafe();
      if (bytes.length == length && wanted.isSameAs(ObjectVersion.from(range.response()))) {
        checkFrames(key, offset, bytes);
        return Optional.of(bytes);
      }
    } catch (SdkException failed) {
      if (!isReplaced(failed)) {
        throw errorTranslator.translate(failed, S3Operation.GET, key);
      }
    }
    checkTags(key, listing);
    return Optional.empty();
  }

  /**
   * Throws an exception if the object begins with the frame of an upload's chunk (see {@link
   * S3Uploader}). Such an object can come from an older version of this program, or from an upload
   * that was not checked because the permission to read was missing.
   */
  private void checkFrames(String key, long offset, byte[] bytes) {
    if (offset == 0 && S3Uploader.hasFrame(bytes)) {
      throw errorTranslator.framesRead(key);
    }
  }

  /**
   * Returns a range of bytes. If the server answers 412, repeats the request without If-Match,
   * because some servers evaluate this condition incorrectly.
   */
  private ResponseBytes<GetObjectResponse> range(
      String key, Optional<String> condition, long offset, int length) {
    try {
      return get(key, condition.orElse(null), offset, length);
    } catch (S3Exception unmatched) {
      if (unmatched.statusCode() != 412 || condition.isEmpty()) {
        throw unmatched;
      }
      return get(key, null, offset, length);
    }
  }

  private ResponseBytes<GetObjectResponse> get(
      String key, @Nullable String condition, long offset, int length) {
    return connection
        .client()
        .getObject(
            get ->
                get.bucket(bucket)
                    .key(key)
                    .ifMatch(condition)
                    .range("bytes=" + offset + "-" + (offset + length - 1)),
            (response, body) -> complete(response, body, offset, length));
  }

  /**
   * Reads the body within the client's call, so that the client retries a read with a truncated
   * body. If the response reports an object that is shorter than the range, the object was
   * replaced, and the read is not retried.
   */
  private static ResponseBytes<GetObjectResponse> complete(
      GetObjectResponse response, AbortableInputStream body, long offset, int length)
      throws Exception {
    ResponseBytes<GetObjectResponse> range =
        ResponseTransformer.<GetObjectResponse>toBytes().transform(response, body);
    int came = range.asByteArrayUnsafe().length;
    boolean shorter =
        RangeReads.size(response.contentRange()).filter(size -> size < offset + length).isPresent();
    if (came != length && !shorter) {
      throw RetryableException.create("received %d of %d bytes".formatted(came, length));
    }
    return range;
  }

  /**
   * Returns whether a failure shows that the object was deleted or replaced, perhaps by a shorter
   * one.
   */
  private static boolean isReplaced(SdkException failed) {
    return isAbsent(failed) || hasStatus(failed, Set.of(412, 416));
  }

  /**
   * Returns whether a failure shows that the object does not exist. Some servers answer 404 without
   * an error code.
   */
  static boolean isAbsent(SdkException failed) {
    return failed instanceof NoSuchKeyException
        || (failed instanceof S3Exception s3
            && s3.statusCode() == 404
            && new S3ErrorResponse(s3).code().isEmpty());
  }

  private static boolean hasStatus(SdkException failed, Set<Integer> statuses) {
    return failed instanceof S3Exception s3 && statuses.contains(s3.statusCode());
  }

  /**
   * Checks that a list and a read return the same ETag for the object. If the ETags differ, lists
   * the object again. If the second list differs from the first, the object was replaced in the
   * meantime, so the ETags may differ. If a request fails, the check is skipped, because the next
   * read reports the failure.
   *
   * @throws LakeException if the ETags differ although the object was not replaced
   */
  private void checkTags(String key, Supplier<Optional<ObjectInfo>> listing) {
    ObjectVersion listed;
    ObjectVersion returned;
    try {
      Optional<ObjectInfo> before = listing.get();
      if (before.isEmpty() || before.get().size() == 0) {
        return;
      }
      listed = ObjectVersion.from(before.get());
      returned = ObjectVersion.from(get(key, null, 0, 1).response());
      if (listed.isSameAs(returned) || !listed.mayBe(returned) || !before.equals(listing.get())) {
        return;
      }
    } catch (SdkException | LakeException unreadable) {
      return;
    }
    throw errorTranslator.inconsistentTags(key, listed.tag(), returned.tag());
  }

  /**
   * Returns the end of an object; empty if it does not exist.
   *
   * @param key the key without the lake's prefix
   * @param target the key with the lake's prefix
   * @param fallback returns the end in another way if the server cannot return it, or does not
   *     reveal whether the object exists
   */
  Optional<ObjectTail> tail(
      String key, String target, int limit, Supplier<Optional<ObjectTail>> fallback) {
    try {
      ResponseBytes<GetObjectResponse> end =
          connection
              .client()
              .getObject(
                  get -> get.bucket(bucket).key(target).range("bytes=-" + limit),
                  ResponseTransformer.toBytes());
      byte[] bytes = end.asByteArrayUnsafe();
      GetObjectResponse response = end.response();
      return RangeReads.totalSize(response.contentRange(), bytes.length)
          .map(
              size -> {
                checkFrames(target, size - bytes.length, bytes);
                return new ObjectTail(object(key, size, response), bytes);
              })
          .or(fallback);
    } catch (NoSuchKeyException absent) {
      return Optional.empty();
    } catch (SdkException failed) {
      if (isAbsent(failed) || hasStatus(failed, UNSUPPORTED_END)) {
        return fallback.get();
      }
      throw errorTranslator.translate(failed, S3Operation.GET, target);
    }
  }

  private static ObjectInfo object(String key, long size, GetObjectResponse response) {
    String etag = Objects.requireNonNullElse(response.eTag(), "");
    return new ObjectInfo(key, size, etag, ObjectVersion.from(response).written());
  }
}
