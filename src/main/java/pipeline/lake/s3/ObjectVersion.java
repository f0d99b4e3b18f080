package pipeline.lake.s3;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.RangeReads;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * One version of an object as a server describes it: in a list, or with its bytes. Servers write
 * one ETag with quotes or without, strong or weak, or not at all.
 *
 * @param tag what the ETag says; empty if there is none
 * @param weak whether the server does not vouch for every byte; no condition may name such a tag
 * @param written to the second in some answers; {@link Instant#EPOCH} if it is unknown
 */
record ObjectVersion(String tag, boolean weak, Optional<Long> size, Instant written) {
  /** Answers have whole seconds, lists have fractions of them. */
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

  /** The condition that a read names this version by; empty if the server has none to name. */
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

  /** Whether what is known of size and time does not tell the two apart. */
  boolean mayBe(ObjectVersion other) {
    if (!isDated() || !other.isDated()) {
      return true;
    }
    Duration apart = Duration.between(written, other.written).abs();
    return size.equals(other.size) && apart.compareTo(PRECISION) < 0;
  }
}
