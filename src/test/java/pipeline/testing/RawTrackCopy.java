package pipeline.testing;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.RowCopier;

/** Creates copies of raw tracks in which one value is changed. */
public final class RawTrackCopy {
  private static final RowCopier<RawTrack> NAME = RowCopier.to(RawTrack.TABLE, "track_name");
  private static final RowCopier<RawTrack> TIME = RowCopier.to(RawTrack.TABLE, "observed_at");

  private RawTrackCopy() {}

  public static RawTrack withName(RawTrack row, @Nullable String name) {
    return NAME.copy(row, name);
  }

  public static RawTrack observedLater(RawTrack row, Duration delay) {
    return TIME.copy(row, Objects.requireNonNull(row.observedAt()).plus(delay));
  }
}
