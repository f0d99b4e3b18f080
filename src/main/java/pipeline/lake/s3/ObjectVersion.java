package pipeline.lake.s3;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.RangeReads;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * One version of an object, as the response to a list or read request describes it. A server can
 * send the ETag with or without quotes, as a strong or a weak tag, or not at all.
 *
 * @param tag the ETag without quotes; empty if there is none
 * @param weak whether the ETag is weak. Different bytes can have the same weak ETag, so a weak ETag
 *     cannot be the value of If-Match.
 * @param size in bytes; empty if unknown
 * @param written the time of the last write; {@link Instant#EPOCH} if unknown. The response to a
 *     read has the time in whole seconds.
 */
record ObjectVersion(String tag, boolean weak, Optional<Long> size, Instant written) {
  /**
   * Two times of the same version differ by less than this duration. The response to a read has
   * whole seconds; the response to a list can have fractions of a second.
   */
  private static final Duration PRECISION = Duration.ofSeconds(1);

  static ObjectVersion from(ObjectInfo object) {
    return parse(object.etag(), Optional.of(object.size()), object.lastModified());
  }

  static ObjectVersion from(GetObjectResponse response) {
    return parse(
        response.eTag(), RangeReads.size(response.contentRange()), response.lastModified());
  }

  private static ObjectVersion parse(
      @Nullable String etag, Optional<Long> size, @Nullable Instant written) {
    String text = etag == null ? "" : etag.strip();
    boolean weak = text.startsWith("W/");
    return new ObjectVersion(
        (weak ? text.substring(2) : text).replaceAll("^\"|\"$", ""),
        weak,
        size,
        written == null ? Instant.EPOCH : written);
  }

  /** Returns the ETag without quotes; empty if there is none, or if it is weak. */
  Optional<String> strongTag() {
    return tag.isEmpty() || weak ? Optional.empty() : Optional.of(tag);
  }

  /** Returns the value of If-Match for this version; empty if there is no strong tag. */
  Optional<String> condition() {
    return strongTag().map(text -> "\"" + text + "\"");
  }

  /**
   * Returns whether both versions have the same ETag. If one of them has no ETag, compares their
   * sizes and times instead. Returns false if a value to compare is unknown.
   */
  boolean isSameAs(ObjectVersion other) {
    if (tag.isEmpty() || other.tag.isEmpty()) {
      return isDated() && other.isDated() && mayBe(other);
    }
    return tag.equals(other.tag);
  }

  private boolean isDated() {
    return size.isPresent() && !written.equals(Instant.EPOCH);
  }

  /**
   * Returns whether this object and {@code other} can describe the same version: their sizes are
   * equal, and their times differ by less than {@link #PRECISION}. Returns true if a size or a time
   * is unknown.
   */
  boolean mayBe(ObjectVersion other) {
    if (!isDated() || !other.isDated()) {
      return true;
    }
    Duration apart = Duration.between(written, other.written).abs();
    return size.equals(other.size) && apart.compareTo(PRECISION) < 0;
  }
}
