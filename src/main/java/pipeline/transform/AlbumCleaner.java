package pipeline.transform;

import java.time.LocalDate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pipeline.model.ReleaseDate;
import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.CleanAlbumArtist;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.Reject;

/** One album of raw/releases to its rows in clean/albums and clean/album_artists. */
final class AlbumCleaner {
  private AlbumCleaner() {}

  /** Returns whether the album was kept. */
  static boolean clean(RawRelease raw, LocalDate ds, CleanSink out, Consumer<Reject> rejects) {
    String name = UnicodeTrim.strip(raw.albumName());
    if (name == null) {
      rejects.accept(RejectFactory.album(raw, "$.name is missing or is no text"));
      return false;
    }
    out.album(album(raw, name, ds));
    CreditCleaner.clean(
        raw.artists(),
        raw.extras(),
        (position, id, artistName, url) ->
            out.albumArtist(
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

  private static CleanAlbum album(RawRelease raw, String name, LocalDate ds) {
    String date = UnicodeTrim.strip(raw.releaseDate());
    String precision = UnicodeTrim.strip(raw.releaseDatePrecision());
    return new CleanAlbum(
        raw.albumId(),
        name,
        UnicodeTrim.strip(raw.albumType()),
        raw.totalTracks(),
        date,
        precision,
        plausibleDay(date, precision, ds),
        UnicodeTrim.strip(raw.albumUrl()),
        UnicodeTrim.strip(raw.imageUrl()),
        CreditCleaner.primaryArtistId(raw.artists()),
        raw.position(),
        raw.market(),
        raw.source(),
        raw.isLateCapture());
  }

  /** Null where the text is no day, or none on which something can have come out. */
  private static @Nullable LocalDate plausibleDay(
      @Nullable String date, @Nullable String precision, LocalDate ds) {
    return date == null || precision == null
        ? null
        : new ReleaseDate(date, precision)
            .day()
            .filter(day -> ReleaseDate.isPlausible(day, ds))
            .orElse(null);
  }
}
