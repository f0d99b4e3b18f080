package pipeline.lake.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The rules for keys, which all stores share. The rules ensure that no key refers to an object
 * outside its lake.
 */
public final class ObjectKeys {
  /**
   * The order in which S3 lists keys: by their UTF-8 bytes. The order of strings in Java is
   * different.
   */
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
   * Checks a key and returns it.
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
   * Checks a prefix and returns it. The last name in a prefix may be incomplete.
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
   * Checks the prefix of a folder and returns it.
   *
   * @throws IllegalArgumentException if the prefix is invalid, or has no slash at its end although
   *     it is not empty
   */
  public static String requireFolder(String prefix) {
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      throw new IllegalArgumentException("folder without a slash at its end: " + prefix);
    }
    return requirePrefix(prefix);
  }
}
