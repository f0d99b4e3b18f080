package pipeline.cli.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import pipeline.lake.store.FolderAddress;
import pipeline.lake.store.S3Address;

/** Where the lake is. */
public sealed interface LakeLocation {

  /**
   * A bucket, or a part of one.
   *
   * @param prefix without slashes at its ends; empty for the whole bucket
   */
  record S3Location(String bucket, String prefix) implements LakeLocation {
    @Override
    public String toString() {
      return new S3Address(bucket, prefix).toString();
    }
  }

  /**
   * A folder of this machine.
   *
   * @param path absolute
   */
  record FolderLocation(Path path) implements LakeLocation {
    @Override
    public String toString() {
      return "file:" + path;
    }
  }

  /**
   * Reads {@code s3://bucket/prefix} or {@code file:folder}.
   *
   * @param workingFolder what a relative folder is relative to
   * @throws IllegalArgumentException whose message says what is wrong with the text
   */
  static LakeLocation parse(String text, Path workingFolder) {
    if (S3Address.isS3(text)) {
      S3Address address = S3Address.parse(text);
      return new S3Location(address.bucket(), address.prefix());
    }
    if (FolderAddress.isFolder(text)) {
      return parseFolder(text, workingFolder);
    }
    throw new IllegalArgumentException("it must begin with 's3://' or 'file:'");
  }

  private static LakeLocation parseFolder(String text, Path workingFolder) {
    try {
      return new FolderLocation(
          FolderAddress.parse(text, workingFolder).toAbsolutePath().normalize());
    } catch (InvalidPathException odd) {
      throw new IllegalArgumentException(
          "file: is followed by an invalid path (" + LocaleCheck.message(odd) + ")", odd);
    }
  }
}
