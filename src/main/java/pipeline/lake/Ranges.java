package pipeline.lake;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What ranged reads have in common in every store. */
final class Ranges {
  private Ranges() {}

  static void check(StoredObject object, long offset, int length) {
    Objects.checkFromIndexSize(offset, length, object.size());
  }

  /**
   * The size of an object of which some bytes came.
   *
   * @param contentRange as {@code bytes 100-199/200}; null where all of it came
   */
  static long size(@Nullable String contentRange, byte[] bytes) {
    return contentRange == null
        ? bytes.length
        : Long.parseLong(contentRange.substring(contentRange.indexOf('/') + 1));
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
