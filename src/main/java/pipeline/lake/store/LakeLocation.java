package pipeline.lake.store;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The location of a lake, parsed from its address. An address contains special characters as they
 * are, without escapes such as {@code %20}.
 */
public sealed interface LakeLocation {

  /**
   * A bucket, or the objects of a bucket whose keys have a common prefix.
   *
   * @param prefix the prefix without a slash at its start or end; empty for the whole bucket
   */
  record S3Location(String bucket, String prefix) implements LakeLocation {
    private static final String SCHEME = "s3://";

    /**
     * The pattern of an address. The pattern checks the length and the characters of the bucket's
     * name, but not the other rules of S3.
     */
    private static final Pattern ADDRESS =
        Pattern.compile(SCHEME + "([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(/.*)?", Pattern.DOTALL);

    /** Returns whether a text begins with {@code s3://}. The rest of the text can be invalid. */
    public static boolean isS3(String text) {
      return text.startsWith(SCHEME);
    }

    /**
     * Parses {@code s3://bucket/prefix}.
     *
     * @throws IllegalArgumentException if the text is invalid; the message has the reason
     */
    public static S3Location parse(String text) {
      Matcher address = ADDRESS.matcher(text);
      if (!address.matches()) {
        throw new IllegalArgumentException(
            "a bucket's name has 3 to 63 lower-case letters, digits, dots and hyphens");
      }
      String path = address.group(2) == null ? "" : address.group(2);
      String prefix = path.replaceAll("^/+|/+$", "");
      if (!prefix.isEmpty() && !ObjectKeys.isKey(prefix)) {
        throw new IllegalArgumentException(
            "its prefix has an empty part (two slashes in a row), or a part that is \".\" or"
                + " \"..\"");
      }
      return new S3Location(address.group(1), prefix);
    }

    @Override
    public String toString() {
      return SCHEME + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
    }
  }

  /**
   * A folder on this machine.
   *
   * @param path an absolute path
   */
  record FolderLocation(Path path) implements LakeLocation {
    private static final String SCHEME = "file:";

    private static FolderLocation parse(String text, Path workingFolder) {
      String path = text.substring(SCHEME.length());
      // file:///a/b is the same folder as file:/a/b, but file://host/… is a folder of another
      // machine.
      String folder = path.startsWith("///") ? path.substring(2) : path;
      if (folder.isBlank() || folder.startsWith("//")) {
        throw new IllegalArgumentException("file: must be followed by a folder");
      }
      return new FolderLocation(workingFolder.resolve(folder).toAbsolutePath().normalize());
    }

    @Override
    public String toString() {
      return SCHEME + path;
    }
  }

  /**
   * Parses {@code s3://bucket/prefix} or {@code file:folder}.
   *
   * @param workingFolder the folder against which a relative folder is resolved
   * @throws InvalidPathException if the path is invalid on this machine
   * @throws IllegalArgumentException if the text is invalid; the message has the reason
   */
  static LakeLocation parse(String text, Path workingFolder) {
    if (S3Location.isS3(text)) {
      return S3Location.parse(text);
    }
    if (text.startsWith(FolderLocation.SCHEME)) {
      return FolderLocation.parse(text, workingFolder);
    }
    throw new IllegalArgumentException("it must begin with 's3://' or 'file:'");
  }
}
