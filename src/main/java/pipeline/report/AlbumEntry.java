package pipeline.report;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pipeline.report.AlbumAppearances.AlbumAppearance;
import pipeline.tables.row.DimTrack;

/**
 * An album of the last date.
 *
 * @param position position in the listing, from 0
 * @param url URL as stored in the table, not validated
 * @param type album_type as stored in the table
 * @param tracks number of tracks in the lake
 * @param milliseconds total duration of the tracks
 * @param explicit number of explicit tracks
 * @param artistIds ids of the album's artists, in the order of the credits
 * @param appearance dates on which the same source lists the album; null for a historical capture.
 *     Dates before the range are added later.
 */
public record AlbumEntry(
    @Nullable Integer position,
    String id,
    String name,
    @Nullable String url,
    @Nullable String type,
    @Nullable String releaseDate,
    int tracks,
    long milliseconds,
    int explicit,
    List<String> artistIds,
    AlbumAppearances.@Nullable AlbumAppearance appearance) {

  static AlbumEntry from(
      AlbumBundle album, @Nullable Integer position, @Nullable AlbumAppearance appearance) {
    long milliseconds = 0;
    int explicit = 0;
    for (DimTrack track : album.tracks()) {
      milliseconds += track.durationMs() == null ? 0 : track.durationMs();
      explicit += Boolean.TRUE.equals(track.explicit()) ? 1 : 0;
    }
    return new AlbumEntry(
        position,
        album.id(),
        album.album().albumName(),
        album.album().albumUrl(),
        album.album().albumType(),
        album.album().releaseDate(),
        album.tracks().size(),
        milliseconds,
        explicit,
        album.artistIds(),
        appearance);
  }

  /** Returns the first date that lists the album; null for a historical capture. */
  public @Nullable LocalDate firstListed() {
    return appearance == null ? null : appearance.first();
  }

  /** Returns the number of dates that list the album; 0 for a historical capture. */
  public int daysListed() {
    return appearance == null ? 0 : appearance.days();
  }
}
