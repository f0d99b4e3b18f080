package pipeline.transform;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pipeline.model.ReleaseDate;
import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.CleanAlbumArtist;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Reject;
import pipeline.tables.row.Row;
import pipeline.tables.row.RowCopier;

/** A cleaner of albums. The cleaner writes clean/albums and clean/album_artists. */
final class AlbumCleaner {
  private static final List<String> COMPUTED = List.of("release_day", "primary_artist_id");

  /**
   * The columns of clean/albums that raw/releases does not have. Each row of raw/tracks has them.
   */
  private static final List<String> FROM_TRACKS =
      CleanAlbum.TABLE.columns().stream()
          .filter(column -> !COMPUTED.contains(column))
          .filter(column -> !RawRelease.TABLE.columns().contains(column))
          .toList();

  private static final RowCopier<CleanAlbum> COPIER =
      RowCopier.to(
              CleanAlbum.TABLE,
              Stream.concat(COMPUTED.stream(), FROM_TRACKS.stream()).toArray(String[]::new))
          .convertingTexts(UnicodeTrim::strip);

  private AlbumCleaner() {}

  /**
   * Cleans an album, and returns whether it was accepted.
   *
   * @param tracks the tracks of the album, which also have the columns that the listing lacks
   */
  static boolean clean(
      RawRelease raw,
      List<RawTrack> tracks,
      LocalDate ds,
      Consumer<Row> out,
      Consumer<Reject> rejects) {
    String name = UnicodeTrim.strip(raw.albumName());
    if (name == null) {
      rejects.accept(RejectFactory.album(raw, "$.name is missing or not a string"));
      return false;
    }
    List<@Nullable Object> values = new ArrayList<>();
    values.add(plausibleDay(raw, ds));
    values.add(CreditCleaner.primaryArtistId(raw.artists()));
    FROM_TRACKS.forEach(column -> values.add(first(tracks, column)));
    out.accept(COPIER.copy(raw, values.toArray()));
    CreditCleaner.clean(
        raw.artists(),
        raw.extras(),
        (position, id, artistName, url) ->
            out.accept(
                new CleanAlbumArtist(
                    raw.albumId(),
                    name,
                    UnicodeTrim.strip(raw.releaseDate()),
                    UnicodeTrim.strip(raw.albumUrl()),
                    id,
                    artistName,
                    url,
                    position)),
        (position, reason) -> rejects.accept(RejectFactory.albumArtist(raw, position, reason)));
    return true;
  }

  /** Returns the first value that the tracks have in a column; null if no track has a value. */
  private static @Nullable Object first(List<RawTrack> tracks, String column) {
    for (RawTrack track : tracks) {
      Object value = track.value(column);
      if (value instanceof String text) {
        value = UnicodeTrim.strip(text);
      }
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /**
   * Returns the release date. Returns null if the date is not precise to the day, or not plausible.
   */
  private static @Nullable LocalDate plausibleDay(RawRelease raw, LocalDate ds) {
    String date = UnicodeTrim.strip(raw.releaseDate());
    String precision = UnicodeTrim.strip(raw.releaseDatePrecision());
    return date == null || precision == null
        ? null
        : new ReleaseDate(date, precision)
            .day()
            .filter(day -> ReleaseDate.isPlausible(day, ds))
            .orElse(null);
  }
}
