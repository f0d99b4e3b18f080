package pipeline.audit;

import java.time.LocalDate;
import java.util.function.Supplier;
import pipeline.tables.stage.ListingSource;

/**
 * The listing of a date, as it is compared with others.
 *
 * @param source a {@link ListingSource} as a column
 * @param late a late capture, which is a sample
 * @param truncated a cap ended it
 * @param rows albums in it
 * @param contentHash of its rows
 * @param albums a value that is equal for the same albums; asked for only where the others leave it
 *     open
 */
public record ListingSnapshot(
    LocalDate ds,
    String source,
    boolean late,
    boolean truncated,
    long rows,
    String contentHash,
    Supplier<String> albums) {

  /** Whether it shows what Spotify lists as new; a sample or a watch list does not. */
  boolean isComparable() {
    return !late && !source.equals(ListingSource.WATCH_LIST.columnValue());
  }

  boolean hasSameAlbums(ListingSnapshot other) {
    return contentHash.equals(other.contentHash)
        || (rows == other.rows && albums.get().equals(other.albums.get()));
  }
}
