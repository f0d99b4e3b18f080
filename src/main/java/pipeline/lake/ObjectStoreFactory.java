package pipeline.lake;

import java.util.regex.Pattern;
import pipeline.lake.file.FileObjectStore;
import pipeline.lake.s3.S3ObjectStore;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeLocation;
import pipeline.lake.store.LakeLocation.FolderLocation;
import pipeline.lake.store.LakeLocation.S3Location;
import pipeline.lake.store.LakeSettings;
import pipeline.lake.store.ObjectStore;

/** A factory that opens the object store at a location. */
public final class ObjectStoreFactory {
  /**
   * The name endings that AWS reserves for directory buckets, their access points, table buckets
   * and Object Lambda access points.
   */
  private static final Pattern OTHER_PURPOSE = Pattern.compile(".*--(x|xa|table|ol)-s3");

  private ObjectStoreFactory() {}

  /**
   * Opens a store. Sends no request: the first use of the store creates the S3 client.
   *
   * @param uri {@code s3://bucket/prefix} or {@code file:folder}, without escapes
   * @throws LakeException of kind CONFIGURATION if the URI has neither form, or the kind of the
   *     bucket is not supported
   */
  public static ObjectStore open(String uri, LakeSettings settings) {
    LakeLocation location = parseLake(uri, settings);
    if (location instanceof S3Location s3 && OTHER_PURPOSE.matcher(s3.bucket()).matches()) {
      throw new LakeException(
          LakeException.LakeErrorKind.CONFIGURATION,
          "unsupported kind of bucket: "
              + s3.bucket()
              + " (directory buckets of S3 Express, table buckets and Object Lambda access points"
              + " cannot list and replace objects as a lake requires); use a general purpose"
              + " bucket.");
    }
    return open(location, settings);
  }

  /**
   * Opens a store. Unlike {@link #open}, also accepts a bucket that cannot hold a lake. In such a
   * bucket, the store can fail to list, copy and delete objects.
   *
   * @throws IllegalArgumentException if the URI has neither form; the message has the reason
   */
  public static ObjectStore openFiles(String uri, LakeSettings settings) {
    return open(LakeLocation.parse(uri, settings.workingFolder()), settings);
  }

  private static ObjectStore open(LakeLocation location, LakeSettings settings) {
    if (location instanceof FolderLocation folder) {
      return new FileObjectStore(folder.path());
    }
    S3Location s3 = (S3Location) location;
    return new S3ObjectStore(s3.bucket(), s3.prefix(), settings);
  }

  private static LakeLocation parseLake(String uri, LakeSettings settings) {
    try {
      return LakeLocation.parse(uri, settings.workingFolder());
    } catch (IllegalArgumentException invalid) {
      throw new LakeException(
          LakeException.LakeErrorKind.CONFIGURATION,
          "invalid lake \"%s\": %s; set LAKE to s3://bucket/prefix or file:folder"
              .formatted(uri, invalid.getMessage()),
          invalid);
    }
  }
}
