package pipeline.transform;

import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;
import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.CleanAlbumArtist;
import pipeline.tables.row.CleanTrack;
import pipeline.tables.row.CleanTrackArtist;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Reject;
import pipeline.tables.row.RejectColumns;
import pipeline.tables.row.Row;
import pipeline.tables.row.RowJson;

/**
 * A factory for rows of clean/rejects. The column {@code row_json} has the raw row without {@code
 * observed_at}.
 */
final class RejectFactory {
  private RejectFactory() {}

  static Reject album(RawRelease raw, String reason) {
    return reject(CleanAlbum.TABLE, raw.albumId(), reason, raw);
  }

  static Reject albumArtist(RawRelease raw, @Nullable Integer position, String reason) {
    return reject(CleanAlbumArtist.TABLE, credit(raw.albumId(), position), reason, raw);
  }

  static Reject track(RawTrack raw, String reason) {
    return reject(CleanTrack.TABLE, key(raw), reason, raw);
  }

  static Reject trackArtist(RawTrack raw, @Nullable Integer position, String reason) {
    return reject(CleanTrackArtist.TABLE, credit(key(raw), position), reason, raw);
  }

  private static Reject reject(Table<?> table, String key, String reason, Row raw) {
    return new Reject(table.qualifiedName(), key, reason, RowJson.formatContent(raw));
  }

  private static String key(RawTrack raw) {
    return RejectColumns.trackKey(raw.albumId(), raw.position());
  }

  private static String credit(String of, @Nullable Integer position) {
    return position == null ? of : of + "#" + position;
  }
}
