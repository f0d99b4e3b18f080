package pipeline.lake.store;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Functions that several stores use to read ranges of bytes. They return the size of an object from
 * a response, and the exception for an object that was replaced during a read.
 */
public final class RangeReads {
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

  private RangeReads() {}

  /**
   * Returns the size of an object, which is part of the response to a read of its last bytes.
   *
   * @param contentRange the Content-Range header, such as {@code bytes 100-199/200}
   * @param length the number of bytes received
   * @return empty if the header is missing, does not match the length, or describes a range that
   *     does not reach the end of the object
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

  /**
   * Returns the size of an object from the Content-Range header of any read; empty if the header is
   * missing or has no size.
   */
  public static Optional<Long> size(@Nullable String contentRange) {
    Matcher parts = CONTENT_RANGE.matcher(String.valueOf(contentRange));
    return parts.matches() ? Optional.of(Long.valueOf(parts.group(3))) : Optional.empty();
  }

  /** Returns the exception for a read of an object that was replaced or deleted meanwhile. */
  public static LakeException replaced(
      ObjectStore store, ObjectInfo object, @Nullable Throwable cause) {
    return new LakeException(
        LakeException.LakeErrorKind.REPLACED,
        "object replaced or deleted during a read: %s/%s; rerun to read the current version"
            .formatted(store.uri(), object.key()),
        cause);
  }
}
