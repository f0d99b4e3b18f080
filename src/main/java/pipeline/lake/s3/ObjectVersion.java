package pipeline.lake.s3;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.RangeReads;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * One version of an object, as a listing or a response describes it. Servers send the same ETag
 * with or without quotes, strong or weak, or not at all.
 *
 * @param tag the content of the ETag; empty if there is none
 * @param weak whether the ETag is weak, so that no condition may use it
 * @param written to the second in some responses; {@link Instant#EPOCH} if unknown
 */
record ObjectVersion(String tag, boolean weak, Optional<Long> size, Instant written) {
  /** Compares times to the second, because responses have whole seconds and listings fractions. */
  private static final Duration PRECISION = Duration.ofSeconds(1);

  static ObjectVersion from(ObjectInfo object) {
    return parse(object.etag(), Optional.of(object.size()), object.lastModified());
  }

  static ObjectVersion from(GetObjectResponse answer) {
    return parse(answer.eTag(), RangeReads.size(answer.contentRange()), answer.lastModified());
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

  /** Returns the ETag for a condition of a read; empty if there is none. */
  Optional<String> condition() {
    return tag.isEmpty() || weak ? Optional.empty() : Optional.of("\"" + tag + "\"");
  }

  /** Compares the ETags, or size and time if one of the two has no ETag. */
  boolean isSameAs(ObjectVersion other) {
    if (tag.isEmpty() || other.tag.isEmpty()) {
      return isDated() && other.isDated() && mayBe(other);
    }
    return tag.equals(other.tag);
  }

  private boolean isDated() {
    return size.isPresent() && !written.equals(Instant.EPOCH);
  }

  /** Returns whether size and time are equal, as far as they are known. */
  boolean mayBe(ObjectVersion other) {
    if (!isDated() || !other.isDated()) {
      return true;
    }
    Duration apart = Duration.between(written, other.written).abs();
    return size.equals(other.size) && apart.compareTo(PRECISION) < 0;
  }
}
