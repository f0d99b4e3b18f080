package pipeline.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import pipeline.tables.row.RawTrack;

/** Creates tracks with another observation time. */
public final class ReobservedTrack {
  private ReobservedTrack() {}

  public static RawTrack later(RawTrack row, Duration time) {
    Instant seen = Objects.requireNonNull(row.observedAt()).plus(time);
    return new RawTrack(
        row.albumId(),
        row.position(),
        row.tracksTotal(),
        row.discNumber(),
        row.trackNumber(),
        row.trackId(),
        row.trackName(),
        row.durationMs(),
        row.explicit(),
        row.isLocal(),
        row.isPlayable(),
        row.trackUrl(),
        row.artists(),
        seen,
        row.extras());
  }
}
