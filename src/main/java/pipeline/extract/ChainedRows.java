package pipeline.extract;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Partition;
import pipeline.lake.Rows;
import pipeline.tables.Row;

/** The rows of several files, one file open at a time. */
final class ChainedRows<R extends Row> implements Rows<R> {
  private final Deque<Partition<R>> files;
  private @Nullable Rows<R> open;

  ChainedRows(List<Partition<R>> files) {
    this.files = new ArrayDeque<>(files);
  }

  @Override
  public @Nullable R next() {
    R row = open == null ? null : open.next();
    while (row == null && !files.isEmpty()) {
      close();
      open = files.poll().rows();
      row = open.next();
    }
    return row;
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
