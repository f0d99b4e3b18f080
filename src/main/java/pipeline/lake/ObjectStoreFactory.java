package pipeline.lake;

import java.util.regex.Pattern;
import pipeline.lake.file.FileObjectStore;
import pipeline.lake.s3.S3ObjectStore;
import pipeline.lake.store.FolderAddress;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeSettings;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.S3Address;

/** From a lake's URI to the store that keeps it. */
public final class ObjectStoreFactory {
  private static final Pattern OTHER_PURPOSE = Pattern.compile(".*--(x|xa|table|ol)-s3");

  private ObjectStoreFactory() {}

  /**
   * Opens without a look at the store: an S3 client is made by the first use.
   *
   * @param uri {@code s3://bucket/prefix} or {@code file:folder}, taken literally, without escapes
   * @throws LakeException of kind CONFIGURATION where it is neither
   */
  public static ObjectStore open(String uri, LakeSettings settings) {
    try {
      if (FolderAddress.isFolder(uri)) {
        return new FileObjectStore(FolderAddress.parse(uri, settings.workingFolder()));
      }
      S3Address s3 = S3Address.parse(uri);
      checkPurpose(s3.bucket());
      return new S3ObjectStore(s3.bucket(), s3.prefix(), settings);
    } catch (IllegalArgumentException odd) {
      throw invalidUri(uri);
    }
  }

  /** By the endings that AWS reserves for them. */
  private static void checkPurpose(String bucket) {
    if (OTHER_PURPOSE.matcher(bucket).matches()) {
      throw new LakeException(
          LakeException.LakeErrorKind.CONFIGURATION,
          "bucket that cannot hold a lake: "
              + bucket
              + " is a directory bucket (S3 Express), a table bucket or an Object Lambda, which"
              + " cannot list or replace objects as a lake needs; set LAKE to a general purpose"
              + " bucket.");
    }
  }

  private static LakeException invalidUri(String uri) {
    return new LakeException(
        LakeException.LakeErrorKind.CONFIGURATION,
        "\""
            + uri
            + "\" is no lake: set LAKE to s3://bucket/prefix (bucket names are 3 to 63 lower case"
            + " letters, digits, dots and hyphens) or to file:folder.");
  }
}
