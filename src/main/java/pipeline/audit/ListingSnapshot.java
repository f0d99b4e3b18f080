package pipeline.audit;

import java.time.LocalDate;
import java.util.function.Supplier;
import pipeline.tables.stage.ListingSource;

/**
 * The properties of a date's listing that are compared with other dates.
 *
 * @param source column value of a {@link ListingSource}
 * @param late whether it is a historical capture, which is a sample
 * @param truncated whether a limit cut the listing short
 * @param rows number of albums
 * @param contentHash content hash of the partition
 * @param albums supplies a hash of the album ids; called only if the other values do not decide
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
   * Returns whether the listing shows what Spotify lists as new; samples and watch lists do not.
   */
  boolean isComparable() {
    return !late && !source.equals(ListingSource.WATCH_LIST.columnValue());
  }

  /** Returns a copy with the hash of the album ids, which does not keep the partition in memory. */
  public ListingSnapshot withAlbumsRead() {
    String hash = albums.get();
    return new ListingSnapshot(ds, source, late, truncated, rows, contentHash, () -> hash);
  }

  boolean hasSameAlbums(ListingSnapshot other) {
    return contentHash.equals(other.contentHash)
        || (rows == other.rows && albums.get().equals(other.albums.get()));
  }
}
