package pipeline.cli.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the lake is. */
public sealed interface LakeLocation {

  /**
   * A bucket, or a part of one.
   *
   * @param prefix without slashes at its ends; empty for the whole bucket
   */
  record S3(String bucket, String prefix) implements LakeLocation {
    @Override
    public String toString() {
      return "s3://" + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
    }
  }

  /**
   * A folder of this machine.
   *
   * @param path absolute
   */
  record Folder(Path path) implements LakeLocation {
    @Override
    public String toString() {
      return "file:" + path;
    }
  }

  /** The rules of S3 for a bucket's name. */
  Pattern S3_ADDRESS = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(/.*)?");

  /**
   * Reads {@code s3://bucket/prefix} or {@code file:folder}.
   *
   * @param workingFolder what a relative folder is relative to
   * @throws IllegalArgumentException whose message says what is wrong with the text
   */
  static LakeLocation parse(String text, Path workingFolder) {
    if (text.startsWith("s3://")) {
      return s3(text);
    }
    if (text.startsWith("file:")) {
      return folder(text.substring("file:".length()), workingFolder);
    }
    throw new IllegalArgumentException("it must begin with 's3://' or 'file:'");
  }

  private static LakeLocation s3(String text) {
    Matcher address = S3_ADDRESS.matcher(text);
    if (!address.matches()) {
      throw new IllegalArgumentException(
          "a bucket's name has 3 to 63 lower-case letters, digits, dots and hyphens");
    }
    String prefix = address.group(2) == null ? "" : address.group(2);
    String trimmed = prefix.replaceAll("^/+|/+$", "");
    if (trimmed.contains("//")) {
      throw new IllegalArgumentException("its prefix has an empty part (two slashes in a row)");
    }
    return new S3(address.group(1), trimmed);
  }

  private static LakeLocation folder(String text, Path workingFolder) {
    // file:///a/b is the same folder as file:/a/b; file://host/… would be another machine's.
    String path = text.startsWith("///") ? text.substring(2) : text;
    if (path.isBlank() || path.startsWith("//")) {
      throw new IllegalArgumentException("file: must be followed by a folder");
    }
    try {
      return new Folder(workingFolder.resolve(path).toAbsolutePath().normalize());
    } catch (InvalidPathException odd) {
      throw new IllegalArgumentException(
          "file: is followed by what is no path (" + LocaleCheck.message(odd) + ")", odd);
    }
  }
}
