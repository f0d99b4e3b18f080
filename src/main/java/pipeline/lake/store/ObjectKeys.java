package pipeline.lake.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The rules for keys, which are the same for every store. They ensure that no key refers to a place
 * outside its lake.
 */
public final class ObjectKeys {
  /** The order of S3 lists: by the UTF-8 bytes of the keys. Java orders strings differently. */
  public static final Comparator<String> ORDER =
      (left, right) ->
          Arrays.compareUnsigned(
              left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));

  private ObjectKeys() {}

  static boolean isKey(String key) {
    for (String name : key.split("/", -1)) {
      if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('\0') >= 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the key.
   *
   * @throws IllegalArgumentException if the key is invalid
   */
  public static String requireKey(String key) {
    if (!isKey(key)) {
      throw new IllegalArgumentException("invalid key: \"" + key + "\"");
    }
    return key;
  }

  /**
   * Returns the prefix. It may end within a name.
   *
   * @throws IllegalArgumentException if a name before the last slash is invalid
   */
  public static String requirePrefix(String prefix) {
    int slash = prefix.lastIndexOf('/');
    if (slash >= 0) {
      requireKey(prefix.substring(0, slash));
    }
    return prefix;
  }

  /**
   * Returns the prefix.
   *
   * @throws IllegalArgumentException if the prefix is invalid, or is neither empty nor ends in a
   *     slash
   */
  public static String requireFolder(String prefix) {
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      throw new IllegalArgumentException("folder without a slash at its end: " + prefix);
    }
    return requirePrefix(prefix);
  }
}
