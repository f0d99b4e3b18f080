package pipeline.audit;

import java.time.LocalDate;
import java.util.function.Supplier;
import pipeline.tables.stage.ListingSource;

/**
 * The properties of a date's listing that are compared with those of other listings.
 *
 * @param source the column value of the {@link ListingSource}
 * @param late whether the listing is a historical capture, which is only a sample
 * @param truncated whether a limit cut the listing short
 * @param rows the number of albums
 * @param contentHash the content hash of the partition
 * @param albums supplies a hash of the album ids; a comparison calls it only if the other values do
 *     not show whether the albums are the same
 */
public record ListingSnapshot(
    LocalDate ds,
    String source,
    boolean late,
    boolean truncated,
    long rows,
    String contentHash,
    Supplier<String> albums) {

  /**
   * Returns whether the listing can be compared with others. Historical captures and listings from
   * a watch list cannot be compared, because they do not show all albums that Spotify lists as new.
   */
  boolean isComparable() {
    return !late && !source.equals(ListingSource.WATCH_LIST.columnValue());
  }

  /**
   * Reads the album ids and returns a copy that contains only their hash, so that the copy does not
   * keep the partition in memory.
   */
  public ListingSnapshot withAlbumsRead() {
    String hash = albums.get();
    return new ListingSnapshot(ds, source, late, truncated, rows, contentHash, () -> hash);
  }

  boolean hasSameAlbums(ListingSnapshot other) {
    return contentHash.equals(other.contentHash)
        || (rows == other.rows && albums.get().equals(other.albums.get()));
  }
}
