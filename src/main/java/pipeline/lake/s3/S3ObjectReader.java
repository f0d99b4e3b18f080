package pipeline.lake.s3;

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

/** Reads ranges of one version of an object, whatever the server makes of ETags and conditions. */
final class S3ObjectReader {
  /** What servers answer that do not give the end of an object, or may not say that it is none. */
  private static final Set<Integer> NO_END = Set.of(400, 403, 405, 416, 501);

  private final S3ClientHolder connection;
  private final S3ErrorTranslator failures;
  private final String bucket;

  S3ObjectReader(S3ClientHolder connection, S3ErrorTranslator failures, String bucket) {
    this.connection = connection;
    this.failures = failures;
    this.bucket = bucket;
  }

  /**
   * Reads a range of a version.
   *
   * @param listing finds the object as it is listed now
   * @return empty if the server has another version by now, or none
   * @throws LakeException if the server's ETags do not agree with each other
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
      // Some servers do not know If-Match, or look at it before somebody replaces the object.
      byte[] bytes = range.asByteArrayUnsafe();
      if (bytes.length == length && wanted.isSameAs(ObjectVersion.from(range.response()))) {
        checkFrames(key, offset, bytes);
        return Optional.of(bytes);
      }
    } catch (S3Exception failed) {
      if (!isGone(failed)) {
        throw failures.translate(failed, S3Operation.GET, key);
      }
    } catch (SdkException failed) {
      throw failures.translate(failed, S3Operation.GET, key);
    }
    disagreement(key, listing)
        .ifPresent(
            odd -> {
              throw odd;
            });
    return Optional.empty();
  }

  /** Those that an older jar has written are still there. */
  private void checkFrames(String key, long offset, byte[] bytes) {
    if (offset == 0 && UploadFrames.isAtStartOf(bytes)) {
      throw failures.ofFramesRead(key);
    }
  }

  /** A version that a condition does not find may be there: the condition may be in vain. */
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
            (answer, body) -> complete(answer, body, offset, length));
  }

  /**
   * Within the client's call, so that it asks again for one that breaks off. An object that ends
   * before the range does is another version, and is not asked for again.
   */
  private static ResponseBytes<GetObjectResponse> complete(
      GetObjectResponse answer, AbortableInputStream body, long offset, int length)
      throws Exception {
    ResponseBytes<GetObjectResponse> range =
        ResponseTransformer.<GetObjectResponse>toBytes().transform(answer, body);
    int came = range.asByteArrayUnsafe().length;
    boolean shorter =
        RangeReads.size(answer.contentRange()).filter(size -> size < offset + length).isPresent();
    if (came != length && !shorter) {
      throw RetryableException.create("%d of %d bytes came".formatted(came, length));
    }
    return range;
  }

  /** Deleted, another version, or one that is shorter. */
  private static boolean isGone(S3Exception failed) {
    return isAbsent(failed) || failed.statusCode() == 412 || failed.statusCode() == 416;
  }

  /** Some servers give no code with a 404. */
  static boolean isAbsent(S3Exception failed) {
    return failed instanceof NoSuchKeyException
        || (failed.statusCode() == 404 && S3ErrorClassifier.code(failed).isEmpty());
  }

  /**
   * Compares an answer with the lists before and after it. If those two agree, nobody has replaced
   * the object in between, and the answer must have the same ETag. What cannot be compared counts
   * as replaced: whoever reads it again finds out why.
   */
  private Optional<LakeException> disagreement(String key, Supplier<Optional<ObjectInfo>> listing) {
    try {
      Optional<ObjectInfo> before = listing.get();
      if (before.isEmpty() || before.get().size() == 0) {
        return Optional.empty();
      }
      ObjectVersion listed = ObjectVersion.from(before.get());
      ObjectVersion answered = ObjectVersion.from(get(key, null, 0, 1).response());
      boolean disagree =
          !listed.isSameAs(answered) && listed.mayBe(answered) && before.equals(listing.get());
      return disagree
          ? Optional.of(failures.ofTags(key, listed.tag(), answered.tag()))
          : Optional.empty();
    } catch (SdkException | LakeException unreadable) {
      return Optional.empty();
    }
  }

  /**
   * Reads the end of an object.
   *
   * @param key the lake's own, without its prefix
   * @param target the whole key
   * @param otherwise asked if the server does not give ends, or may not say that there is none
   */
  Optional<ObjectTail> tail(
      String key, String target, int most, Supplier<Optional<ObjectTail>> otherwise) {
    try {
      ResponseBytes<GetObjectResponse> end =
          connection
              .client()
              .getObject(
                  get -> get.bucket(bucket).key(target).range("bytes=-" + most),
                  ResponseTransformer.toBytes());
      byte[] bytes = end.asByteArrayUnsafe();
      GetObjectResponse answer = end.response();
      return RangeReads.totalSize(answer.contentRange(), bytes.length)
          .map(
              size -> {
                checkFrames(target, size - bytes.length, bytes);
                return new ObjectTail(object(key, size, answer), bytes);
              })
          .or(otherwise);
    } catch (NoSuchKeyException absent) {
      return Optional.empty();
    } catch (S3Exception failed) {
      if (isAbsent(failed) || NO_END.contains(failed.statusCode())) {
        return otherwise.get();
      }
      throw failures.translate(failed, S3Operation.GET, target);
    } catch (SdkException failed) {
      throw failures.translate(failed, S3Operation.GET, target);
    }
  }

  private static ObjectInfo object(String key, long size, GetObjectResponse answer) {
    return new ObjectInfo(key, size, etag(answer.eTag()), ObjectVersion.from(answer).written());
  }

  static String etag(@Nullable String etag) {
    return etag == null ? "" : etag;
  }
}
