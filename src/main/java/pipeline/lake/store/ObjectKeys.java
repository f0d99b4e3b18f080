package pipeline.lake.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** The rules for keys, which are the same for every store, so that no key can leave its lake. */
public final class ObjectKeys {
  /** The order of S3 lists, by UTF-8 bytes, which differs from the order of Java's strings. */
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

  /** Returns the key, and throws IllegalArgumentException if it is invalid. */
  public static String requireKey(String key) {
    if (!isKey(key)) {
      throw new IllegalArgumentException("invalid key: \"" + key + "\"");
    }
    return key;
  }

  /** Returns the prefix, which may end within a name; the names before that must be valid. */
  public static String requirePrefix(String prefix) {
    int slash = prefix.lastIndexOf('/');
    if (slash >= 0) {
      requireKey(prefix.substring(0, slash));
    }
    return prefix;
  }

  /** Returns the prefix, which must be empty or end in a slash. */
  public static String requireFolder(String prefix) {
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      throw new IllegalArgumentException("folder without a slash at its end: " + prefix);
    }
    return requirePrefix(prefix);
  }
}
