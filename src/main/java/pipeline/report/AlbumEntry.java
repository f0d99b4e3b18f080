package pipeline.report;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pipeline.report.ArtistCounts.ReportArtist;
import pipeline.tables.row.DimTrack;

/**
 * An album of the last date.
 *
 * @param position in the list, from 0
 * @param url as the table has it, not looked at yet
 * @param tracks those that are in the lake
 * @param milliseconds of all its tracks
 * @param explicit how many of them have explicit lyrics
 * @param seen grows while earlier dates are read; null for a late capture
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
    List<ReportArtist> artists,
    AlbumAppearances.@Nullable AlbumAppearance seen) {

  static AlbumEntry from(
      AlbumBundle album, ArtistCounts names, AlbumAppearances.@Nullable AlbumAppearance seen) {
    long milliseconds = 0;
    int explicit = 0;
    for (DimTrack track : album.tracks()) {
      milliseconds += track.durationMs() == null ? 0 : track.durationMs();
      explicit += Boolean.TRUE.equals(track.explicit()) ? 1 : 0;
    }
    return new AlbumEntry(
        album.fact().position(),
        album.id(),
        album.album().albumName(),
        album.album().albumUrl(),
        album.album().albumType(),
        album.album().releaseDate(),
        album.tracks().size(),
        milliseconds,
        explicit,
        album.artistIds().stream().map(names::artist).toList(),
        seen);
  }

  /** As all dates together name its artists. */
  AlbumEntry withArtists(ArtistCounts names) {
    List<ReportArtist> named = artists.stream().map(ReportArtist::id).map(names::artist).toList();
    return new AlbumEntry(
        position, id, name, url, type, releaseDate, tracks, milliseconds, explicit, named, seen);
  }

  /** Whether no earlier date lists it than this. */
  public boolean isNewOn(LocalDate ds) {
    return seen != null && seen.first().equals(ds);
  }
}
