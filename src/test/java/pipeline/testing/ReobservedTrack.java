package pipeline.testing;

import java.time.Duration;
import java.util.Objects;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.RowCopier;

/** Creates tracks with another observation time. */
public final class ReobservedTrack {
  private static final RowCopier<RawTrack> COPIER = RowCopier.to(RawTrack.TABLE, "observed_at");

  private ReobservedTrack() {}

  public static RawTrack later(RawTrack row, Duration time) {
    return COPIER.copy(row, Objects.requireNonNull(row.observedAt()).plus(time));
  }
}
