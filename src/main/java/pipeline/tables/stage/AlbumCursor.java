package pipeline.tables.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pipeline.lake.parquet.RowIterator;
import pipeline.lake.store.CloseSequence;

/**
 * Rows in the order of their album, taken album by album: what joins are made of here. Ids are
 * compared as text, for that is the order in which every table is written.
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

  private @Nullable R fetch() {
    R row = rows.next();
    if (row != null) {
      rowsRead++;
    }
    return row;
  }

  /** How many rows were read so far; when the last one was taken, all of them. */
  public long rowsRead() {
    return rowsRead;
  }

  public @Nullable R next() {
    R row = head;
    head = row == null ? null : fetch();
    return row;
  }

  /** Hands over the rows of all albums that come before this one. */
  public void drainBefore(String albumId, Consumer<R> consumer) {
    while (head != null && album.apply(head).compareTo(albumId) < 0) {
      consumer.accept(head);
      head = fetch();
    }
  }

  /** Hands over what is left. */
  public void drainRemaining(Consumer<R> consumer) {
    for (R row = next(); row != null; row = next()) {
      consumer.accept(row);
    }
  }

  /** The next row, where it is of this album. */
  public @Nullable R nextOf(String albumId) {
    return head != null && album.apply(head).equals(albumId) ? next() : null;
  }

  /** All rows of this album that come next. */
  public List<R> allOf(String albumId) {
    List<R> all = new ArrayList<>();
    for (R row = nextOf(albumId); row != null; row = nextOf(albumId)) {
      all.add(row);
    }
    return all;
  }

  @Override
  public void close() {
    rows.close();
  }
}
