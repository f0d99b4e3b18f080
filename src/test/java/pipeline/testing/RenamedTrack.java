package pipeline.testing;

import org.jspecify.annotations.Nullable;
import pipeline.tables.row.RawTrack;

/** Creates tracks with another name. */
public final class RenamedTrack {
  private RenamedTrack() {}

  public static RawTrack withName(RawTrack row, @Nullable String name) {
    return new RawTrack(
        row.albumId(),
        row.position(),
        row.tracksTotal(),
        row.discNumber(),
        row.trackNumber(),
        row.trackId(),
        name,
        row.durationMs(),
        row.explicit(),
        row.isLocal(),
        row.isPlayable(),
        row.trackUrl(),
        row.artists(),
        row.observedAt(),
        row.extras());
  }
}
