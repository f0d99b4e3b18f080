package pipeline.extract;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Partition;
import pipeline.lake.parquet.RowIterator;
import pipeline.lake.store.LakeException;
import pipeline.tables.row.Row;

/** The rows of several files below work/, one file open at a time. */
final class ConcatenatedRows<R extends Row> implements RowIterator<R> {
  private final CheckpointReader<R> checkpointFiles;
  private final Deque<Partition<R>> files;
  private @Nullable RowIterator<R> current;

  ConcatenatedRows(CheckpointReader<R> checkpointFiles, List<Partition<R>> files) {
    this.checkpointFiles = checkpointFiles;
    this.files = new ArrayDeque<>(files);
  }

  @Override
  public @Nullable R next() {
    R row = null;
    while (row == null && !files.isEmpty()) {
      row = nextOf(files.element());
      if (row == null) {
        close();
        files.remove();
      }
    }
    return row;
  }

  /** Null where the file ends, or cannot be used from there on. */
  private @Nullable R nextOf(Partition<R> file) {
    try {
      if (current == null) {
        current = file.openRows();
      }
      return current.next();
    } catch (LakeException failed) {
      checkpointFiles.skip(file.key(), failed);
      return null;
    }
  }

  @Override
  public void close() {
    if (current != null) {
      current.close();
      current = null;
    }
  }
}
