package pipeline.testing;

import org.jspecify.annotations.Nullable;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.RowCopier;

/** Creates tracks with another name. */
public final class RenamedTrack {
  private static final RowCopier<RawTrack> COPIER = RowCopier.to(RawTrack.TABLE, "track_name");

  private RenamedTrack() {}

  public static RawTrack withName(RawTrack row, @Nullable String name) {
    return COPIER.copy(row, name);
  }
}
