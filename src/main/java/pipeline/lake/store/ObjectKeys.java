package pipeline.lake.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** What a key may look like, the same for every store, so that none can leave its lake. */
public final class ObjectKeys {
  /** S3's order, which is not that of Java's strings. */
  public static final Comparator<String> ORDER =
      (left, right) ->
          Arrays.compareUnsigned(
              left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));

  private ObjectKeys() {}

  public static String requireKey(String key) {
    for (String name : key.split("/", -1)) {
      if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("no key of a lake: \"" + key + "\"");
      }
    }
    return key;
  }

  /** A prefix may end anywhere, but what stands before its last "/" are whole names. */
  public static String requirePrefix(String prefix) {
    int slash = prefix.lastIndexOf('/');
    if (slash >= 0) {
      requireKey(prefix.substring(0, slash));
    }
    return prefix;
  }

  public static String requireFolder(String prefix) {
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      throw new IllegalArgumentException("no folder, it does not end in a slash: " + prefix);
    }
    return requirePrefix(prefix);
  }
}
