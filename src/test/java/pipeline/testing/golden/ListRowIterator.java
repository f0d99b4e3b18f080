package pipeline.testing.golden;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pipeline.lake.parquet.RowIterator;
import pipeline.tables.stage.AlbumCursor;

/** An iterator over a list of rows, in place of the rows of a partition. */
public final class ListRowIterator<R> implements RowIterator<R> {
  private final Iterator<R> rows;

  private ListRowIterator(List<R> rows) {
    this.rows = rows.iterator();
  }

  public static <R> AlbumCursor<R> createCursor(List<R> rows, Function<R, String> album) {
    return new AlbumCursor<>(new ListRowIterator<>(rows), album);
  }

  @Override
  public @Nullable R next() {
    return rows.hasNext() ? rows.next() : null;
  }

  @Override
  public void close() {}
}
