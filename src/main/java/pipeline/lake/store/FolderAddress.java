package pipeline.lake.store;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** An address {@code file:folder}, taken literally, without escapes. */
public final class FolderAddress {
  private static final String SCHEME = "file:";

  private FolderAddress() {}

  /** Returns whether a text is meant as the address of a folder, valid or not. */
  public static boolean isFolder(String text) {
    return text.startsWith(SCHEME);
  }

  /**
   * Reads an address.
   *
   * @param workingFolder what a relative folder is relative to
   * @throws InvalidPathException if this machine has no such path
   * @throws IllegalArgumentException if no folder follows
   */
  public static Path parse(String text, Path workingFolder) {
    String path = text.substring(SCHEME.length());
    // file:///a/b is the same folder as file:/a/b; file://host/… would be another machine's.
    String folder = path.startsWith("///") ? path.substring(2) : path;
    if (folder.isBlank() || folder.startsWith("//")) {
      throw new IllegalArgumentException("file: must be followed by a folder");
    }
    return workingFolder.resolve(folder);
  }
}
