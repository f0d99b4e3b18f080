package pipeline.tables.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Partition;
import pipeline.lake.parquet.RowIterator;
import pipeline.lake.store.CloseSequence;
import pipeline.tables.row.Row;

/**
 * A cursor that reads rows album by album, for merge joins. The rows must be sorted by album id as
 * text. Every table with album ids is sorted in this way.
 */
public final class AlbumCursor<R> implements AutoCloseable {
  private final RowIterator<R> rows;
  private final Function<R, String> album;
  private @Nullable R head;
  private long rowsRead;

  public AlbumCursor(RowIterator<R> rows, Function<R, String> album) {
    this.rows = rows;
    this.album = album;
    try {
      this.head = fetch();
    } catch (Throwable failed) {
      CloseSequence.closeAfter(failed, rows);
      throw failed;
    }
  }

  /** Opens a cursor over the rows of a partition. */
  public static <R extends Row> AlbumCursor<R> open(
      Partition<R> partition, Function<R, String> album) {
    return new AlbumCursor<>(partition.openRows(), album);
  }

  private @Nullable R fetch() {
    R row = rows.next();
    if (row != null) {
      rowsRead++;
    }
    return row;
  }

  /**
   * Returns the number of rows read so far, including the row that the cursor has read in advance.
   */
  public long rowsRead() {
    return rowsRead;
  }

  /** Returns the next row, or null after the last row. */
  public @Nullable R next() {
    R row = head;
    head = row == null ? null : fetch();
    return row;
  }

  /**
   * Passes the remaining rows with smaller album ids than {@code albumId} to the consumer.
   *
   * @param albumId the id of the album; null to pass all remaining rows
   */
  public void drainBefore(@Nullable String albumId, Consumer<R> consumer) {
    while (head != null && (albumId == null || album.apply(head).compareTo(albumId) < 0)) {
      consumer.accept(head);
      head = fetch();
    }
  }

  /** Returns the rows of this album, if the next row belongs to it; otherwise an empty list. */
  public List<R> allOf(String albumId) {
    List<R> all = new ArrayList<>();
    for (R row = nextOf(albumId); row != null; row = nextOf(albumId)) {
      all.add(row);
    }
    return all;
  }

  /** Returns the next row if it belongs to this album, otherwise null. */
  private @Nullable R nextOf(String albumId) {
    return head != null && album.apply(head).equals(albumId) ? next() : null;
  }

  @Override
  public void close() {
    rows.close();
  }
}
