package pipeline.lake;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From a lake's URI to the store that keeps it. */
public final class ObjectStores {
  private static final Pattern S3 =
      Pattern.compile("s3://(?<bucket>[a-z0-9][a-z0-9._-]{1,61}[a-z0-9])(/(?<prefix>.*))?");

  private static final Pattern OTHER_PURPOSE = Pattern.compile(".*--(x|xa|table|ol)-s3");

  private ObjectStores() {}

  /**
   * Opens without a look at the store: an S3 client is made by the first use.
   *
   * @param uri {@code s3://bucket/prefix} or {@code file:folder}, taken literally, without escapes
   * @throws LakeException of kind CONFIGURATION where it is neither
   */
  public static ObjectStore open(String uri, LakeSettings settings) {
    if (uri.startsWith("file:")) {
      return new FileObjectStore(folder(uri, settings));
    }
    Matcher s3 = S3.matcher(uri);
    if (s3.matches()) {
      checkPurpose(s3.group("bucket"));
      String prefix = s3.group("prefix");
      return new S3ObjectStore(
          s3.group("bucket"), prefix == null ? "" : prefix(uri, prefix), settings);
    }
    throw unusable(uri);
  }

  /** By the endings that AWS reserves for them. */
  private static void checkPurpose(String bucket) {
    if (OTHER_PURPOSE.matcher(bucket).matches()) {
      throw new LakeException(
          LakeException.Kind.CONFIGURATION,
          "bucket that cannot hold a lake: "
              + bucket
              + " is a directory bucket (S3 Express), a table bucket or an Object Lambda, which"
              + " cannot list or replace objects as a lake needs; set LAKE to a general purpose"
              + " bucket.");
    }
  }

  private static Path folder(String uri, LakeSettings settings) {
    String folder = uri.substring("file:".length());
    if (folder.startsWith("///")) {
      folder = folder.substring(2);
    }
    if (folder.isBlank() || folder.startsWith("//")) {
      throw unusable(uri);
    }
    try {
      return settings.workingFolder().resolve(folder);
    } catch (InvalidPathException noPath) {
      throw unusable(uri);
    }
  }

  private static String prefix(String uri, String prefix) {
    String trimmed = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
    try {
      return trimmed.isEmpty() ? trimmed : Keys.key(trimmed);
    } catch (IllegalArgumentException noKey) {
      throw unusable(uri);
    }
  }

  private static LakeException unusable(String uri) {
    return new LakeException(
        LakeException.Kind.CONFIGURATION,
        "\""
            + uri
            + "\" is no lake: set LAKE to s3://bucket/prefix (bucket names are 3 to 63 lower case"
            + " letters, digits, dots and hyphens) or to file:folder.");
  }
}
