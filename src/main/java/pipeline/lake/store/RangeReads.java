package pipeline.lake.store;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What ranged reads have in common in every store. */
public final class RangeReads {
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

  private RangeReads() {}

  public static void check(ObjectInfo object, long offset, int length) {
    Objects.checkFromIndexSize(offset, length, object.size());
  }

  /**
   * The size of an object of which the end came.
   *
   * @param contentRange as {@code bytes 100-199/200}
   * @return empty where that is missing, not what came, or not the end
   */
  public static Optional<Long> totalSize(@Nullable String contentRange, int length) {
    Matcher parts = CONTENT_RANGE.matcher(String.valueOf(contentRange));
    if (!parts.matches()) {
      return Optional.empty();
    }
    long from = Long.parseLong(parts.group(1));
    long to = Long.parseLong(parts.group(2));
    long size = Long.parseLong(parts.group(3));
    return to - from + 1 == length && to + 1 == size ? Optional.of(size) : Optional.empty();
  }

  /** The size of an object of which a part came; empty if the answer does not say it. */
  public static Optional<Long> size(@Nullable String contentRange) {
    Matcher parts = CONTENT_RANGE.matcher(String.valueOf(contentRange));
    return parts.matches() ? Optional.of(Long.valueOf(parts.group(3))) : Optional.empty();
  }

  public static LakeException replaced(
      ObjectStore store, ObjectInfo object, @Nullable Throwable cause) {
    return new LakeException(
        LakeException.LakeErrorKind.REPLACED,
        store.uri()
            + "/"
            + object.key()
            + " was replaced or deleted while it was read: rerun to read what is there now.",
        cause);
  }
}
