package pipeline.extract;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.lake.Partition;
import pipeline.lake.Table;
import pipeline.lake.parquet.RowIterator;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.RereadPolicy;
import pipeline.tables.row.Row;
import pipeline.tables.stage.StageRun;

/**
 * A reader of the checkpoints of one table below {@code work/}. Checkpoints only save requests, so
 * an unusable file is deleted and does not fail the run.
 */
record CheckpointReader<R extends Row>(StageRun run, Table<R> table) {
  private static final Logger LOG = LoggerFactory.getLogger("extract.work");

  /** Returns the usable files in the order of their keys, and deletes the others. */
  List<Partition<R>> listUsable(String prefix) {
    return RereadPolicy.apply(
        () -> {
          List<Partition<R>> usable = new ArrayList<>();
          for (ObjectInfo object : run.lake().store().list(prefix)) {
            try {
              usable.add(run.lake().partition(table, run.ds(), object));
            } catch (LakeException failed) {
              discard(object.key(), failed);
            }
          }
          return usable;
        });
  }

  /** Returns the rows of the usable files. Only one file is open at a time. */
  RowIterator<R> openRows(String prefix) {
    return new ConcatenatedRows(listUsable(prefix));
  }

  /**
   * Deletes an unusable file.
   *
   * @throws LakeException {@code failed} itself, if it does not mean that the file is unusable
   */
  void discard(String key, LakeException failed) {
    if (!isUnusable(failed)) {
      throw failed;
    }
    LOG.warn(
        "Deleted unusable checkpoint; its data will be fetched again: {}", failed.getMessage());
    removeAll(run, key);
  }

  /** Returns whether a failure is caused by the content of the object, and not by the lake. */
  static boolean isUnusable(LakeException failed) {
    return switch (failed.kind()) {
      case DAMAGED, WRONG_TABLE, NEWER_SCHEMA -> true;
      default -> false;
    };
  }

  /**
   * Skips the remaining rows of a file that is unusable, or that another run has replaced or
   * deleted.
   *
   * @throws LakeException {@code failed} itself, if it has another cause
   */
  void skip(String key, LakeException failed) {
    if (failed.kind() != LakeErrorKind.REPLACED) {
      discard(key, failed);
    }
  }

  /** Deletes the files whose keys begin with a prefix. If deleting fails, a warning is logged. */
  static void removeAll(StageRun run, String prefix) {
    try {
      for (ObjectInfo object : run.lake().store().list(prefix)) {
        run.lake().store().delete(object.key());
      }
    } catch (LakeException failed) {
      LOG.warn(
          "Checkpoints were not deleted; purge --work deletes them later: {}", failed.getMessage());
    }
  }

  private final class ConcatenatedRows implements RowIterator<R> {
    private final Deque<Partition<R>> files;
    private @Nullable RowIterator<R> current;

    ConcatenatedRows(List<Partition<R>> files) {
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

    /** Returns null if the file has no more rows or is unusable. */
    private @Nullable R nextOf(Partition<R> file) {
      try {
        if (current == null) {
          current = file.openRows();
        }
        return current.next();
      } catch (LakeException failed) {
        skip(file.key(), failed);
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
}
