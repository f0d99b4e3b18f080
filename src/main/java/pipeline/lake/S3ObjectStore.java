package pipeline.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * A lake in a bucket of S3, or of a server that speaks as S3 does. HEAD is never used: under least
 * rights it answers 403 for what is not there, and a list or the object's end tell more.
 */
final class S3ObjectStore implements ObjectStore {
  /** From here on a PUT that breaks off costs more than the parts' extra requests. */
  static final long MULTIPART_ABOVE = 64L << 20;

  private final String bucket;
  private final String base;
  private final S3Connection connection;
  private final ScratchFolder scratch;
  private final S3Failures failures;

  /**
   * @param prefix a key, or empty for the whole bucket
   */
  S3ObjectStore(String bucket, String prefix, LakeSettings settings) {
    this.bucket = bucket;
    this.base = prefix.isEmpty() ? "" : prefix + "/";
    this.connection = new S3Connection(settings);
    this.scratch = new ScratchFolder(settings.temporary());
    this.failures = new S3Failures(bucket, settings);
  }

  @Override
  public String uri() {
    String uri = "s3://" + bucket + "/" + base;
    return uri.substring(0, uri.length() - 1);
  }

  @Override
  public List<StoredObject> list(String prefix) {
    List<StoredObject> found = new ArrayList<>();
    ListObjectsV2Request request = listing(Keys.prefix(prefix)).build();
    try {
      for (S3Object object : connection.client().listObjectsV2Paginator(request).contents()) {
        // Consoles leave empty objects that stand for folders.
        if (!object.key().endsWith("/")) {
          found.add(
              new StoredObject(
                  object.key().substring(base.length()),
                  object.size(),
                  object.eTag(),
                  object.lastModified()));
        }
      }
    } catch (SdkException failed) {
      throw failures.of(failed, S3Action.LIST, base + prefix);
    }
    // Directory buckets list in no order.
    found.sort(Comparator.comparing(StoredObject::key, Keys.ORDER));
    return List.copyOf(found);
  }

  @Override
  public List<String> folders(String prefix) {
    List<String> found = new ArrayList<>();
    ListObjectsV2Request request = listing(Keys.folder(prefix)).delimiter("/").build();
    int from = base.length() + prefix.length();
    try {
      for (CommonPrefix folder :
          connection.client().listObjectsV2Paginator(request).commonPrefixes()) {
        found.add(folder.prefix().substring(from, folder.prefix().length() - 1));
      }
    } catch (SdkException failed) {
      throw failures.of(failed, S3Action.LIST, base + prefix);
    }
    found.sort(Keys.ORDER);
    return List.copyOf(found);
  }

  @Override
  public byte[] read(StoredObject object, long offset, int length) {
    Ranges.check(object, offset, length);
    if (length == 0) {
      return new byte[0];
    }
    String key = base + Keys.key(object.key());
    try {
      ResponseBytes<GetObjectResponse> range =
          connection
              .client()
              .getObject(
                  get ->
                      get.bucket(bucket)
                          .key(key)
                          .ifMatch(object.etag())
                          .range("bytes=" + offset + "-" + (offset + length - 1)),
                  (told, body) -> whole(told, body, length));
      // Some servers do not know If-Match, or look at it before somebody replaces the object.
      if (!object.etag().equals(range.response().eTag())) {
        throw Ranges.replaced(this, object, null);
      }
      return range.asByteArrayUnsafe();
    } catch (S3Exception failed) {
      throw gone(failed)
          ? Ranges.replaced(this, object, failed)
          : failures.of(failed, S3Action.GET, key);
    } catch (SdkException failed) {
      throw failures.of(failed, S3Action.GET, key);
    }
  }

  @Override
  public Optional<Tail> tail(String key, int most) {
    String target = base + Keys.key(key);
    try {
      ResponseBytes<GetObjectResponse> end =
          connection
              .client()
              .getObject(
                  get -> get.bucket(bucket).key(target).range("bytes=-" + most),
                  ResponseTransformer.toBytes());
      byte[] bytes = end.asByteArrayUnsafe();
      GetObjectResponse told = end.response();
      Optional<Long> size = Ranges.sizeByEnd(told.contentRange(), bytes.length);
      return size.isEmpty() || told.eTag() == null
          ? ObjectStore.super.tail(key, most)
          : Optional.of(
              new Tail(new StoredObject(key, size.get(), told.eTag(), told.lastModified()), bytes));
    } catch (NoSuchKeyException absent) {
      return Optional.empty();
    } catch (S3Exception failed) {
      // Under least rights 403 may mean that there is none, and 416 that it is empty.
      if (failed.statusCode() == 403 || failed.statusCode() == 416) {
        return ObjectStore.super.tail(key, most);
      }
      throw failures.of(failed, S3Action.GET, target);
    } catch (SdkException failed) {
      throw failures.of(failed, S3Action.GET, target);
    }
  }

  /** Within the client's call, so that it asks again for one that breaks off. */
  private static ResponseBytes<GetObjectResponse> whole(
      GetObjectResponse told, AbortableInputStream body, int length) throws Exception {
    ResponseBytes<GetObjectResponse> range =
        ResponseTransformer.<GetObjectResponse>toBytes().transform(told, body);
    int came = range.asByteArrayUnsafe().length;
    if (came != length) {
      throw RetryableException.create("%d of %d bytes came".formatted(came, length));
    }
    return range;
  }

  /** Deleted, another version, or one that is shorter. */
  private static boolean gone(S3Exception failed) {
    return failed instanceof NoSuchKeyException
        || failed.statusCode() == 412
        || failed.statusCode() == 416;
  }

  @Override
  public void put(String key, Path file) {
    String target = base + Keys.key(key);
    try {
      if (Files.size(file) > MULTIPART_ABOVE) {
        new MultipartUpload(connection, bucket, target).send(file);
      } else {
        connection.client().putObject(request(target), RequestBody.fromFile(file));
      }
    } catch (SdkException failed) {
      throw failures.of(failed, S3Action.PUT, target);
    } catch (IOException failed) {
      throw FileFailures.reading(file.toString(), failed);
    }
    TemporaryFiles.discard(file);
  }

  @Override
  public void put(String key, byte[] bytes) {
    String target = base + Keys.key(key);
    try {
      connection.client().putObject(request(target), RequestBody.fromBytes(bytes));
    } catch (SdkException failed) {
      throw failures.of(failed, S3Action.PUT, target);
    }
  }

  @Override
  public void delete(String key) {
    String target = base + Keys.key(key);
    try {
      connection.client().deleteObject(delete -> delete.bucket(bucket).key(target));
    } catch (NoSuchKeyException absent) {
      // S3 itself does not say so, other servers do.
    } catch (SdkException failed) {
      throw failures.of(failed, S3Action.DELETE, target);
    }
  }

  @Override
  public List<Unfinished> unfinished() {
    List<Unfinished> found = new ArrayList<>();
    try {
      connection
          .client()
          .listMultipartUploadsPaginator(list -> list.bucket(bucket).prefix(base))
          .uploads()
          .forEach(
              upload ->
                  found.add(
                      new Unfinished(
                          upload.key().substring(base.length()),
                          upload.uploadId(),
                          0,
                          upload.initiated())));
    } catch (SdkException failed) {
      throw failures.of(failed, S3Action.LIST_UPLOADS, base);
    }
    return List.copyOf(found);
  }

  @Override
  public void discard(Unfinished left) {
    String target = base + Keys.key(left.key());
    try {
      connection
          .client()
          .abortMultipartUpload(abort -> abort.bucket(bucket).key(target).uploadId(left.upload()));
    } catch (NoSuchUploadException gone) {
      // Completed meanwhile, or ended by somebody else.
    } catch (SdkException failed) {
      throw failures.of(failed, S3Action.ABORT, target);
    }
  }

  @Override
  public Optional<Instant> serverTime() {
    return connection.serverTime();
  }

  @Override
  public Path scratch() {
    return scratch.path();
  }

  @Override
  public void close() {
    CloseSequence.close(List.of(connection, scratch));
  }

  private ListObjectsV2Request.Builder listing(String prefix) {
    return ListObjectsV2Request.builder().bucket(bucket).prefix(base + prefix);
  }

  private PutObjectRequest request(String key) {
    PutObjectRequest.Builder put = PutObjectRequest.builder().bucket(bucket).key(key);
    MediaType.of(key).ifPresent(put::contentType);
    connection
        .kmsKey()
        .ifPresent(id -> put.serverSideEncryption(ServerSideEncryption.AWS_KMS).ssekmsKeyId(id));
    return put.build();
  }
}
