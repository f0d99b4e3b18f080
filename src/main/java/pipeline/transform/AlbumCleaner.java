package pipeline.transform;

import java.time.LocalDate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pipeline.model.ReleaseDate;
import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.CleanAlbumArtist;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.Reject;
import pipeline.tables.row.Row;
import pipeline.tables.row.RowCopier;

/** A cleaner of albums. It writes clean/albums and clean/album_artists. */
final class AlbumCleaner {
  private static final RowCopier<CleanAlbum> COPIER =
      RowCopier.to(CleanAlbum.TABLE, "release_day", "primary_artist_id")
          .convertingTexts(UnicodeTrim::strip);

  private AlbumCleaner() {}

  /** Cleans an album, and returns whether it was accepted. */
  static boolean clean(RawRelease raw, LocalDate ds, Consumer<Row> out, Consumer<Reject> rejects) {
    String name = UnicodeTrim.strip(raw.albumName());
    if (name == null) {
      rejects.accept(RejectFactory.album(raw, "$.name is missing or not a string"));
      return false;
    }
    out.accept(
        COPIER.copy(raw, plausibleDay(raw, ds), CreditCleaner.primaryArtistId(raw.artists())));
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
