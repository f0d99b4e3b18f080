package pipeline.lake;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What ranged reads have in common in every store. */
final class Ranges {
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+)");

  private Ranges() {}

  static void check(StoredObject object, long offset, int length) {
    Objects.checkFromIndexSize(offset, length, object.size());
  }

  /**
   * The size of an object of which a range came.
   *
   * @param contentRange as {@code bytes 100-199/200}
   * @return empty where that is missing, or not what came
   */
  static Optional<Long> size(@Nullable String contentRange, int length) {
    Matcher parts = CONTENT_RANGE.matcher(String.valueOf(contentRange));
    return parts.matches()
            && Long.parseLong(parts.group(2)) - Long.parseLong(parts.group(1)) + 1 == length
        ? Optional.of(Long.parseLong(parts.group(3)))
        : Optional.empty();
  }

  static LakeException replaced(ObjectStore store, StoredObject object, @Nullable Throwable cause) {
    return new LakeException(
        LakeException.Kind.REPLACED,
        store.uri()
            + "/"
            + object.key()
            + " was replaced or deleted while it was read: rerun to read what is there now.",
        cause);
  }
}
