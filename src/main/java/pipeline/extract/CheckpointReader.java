package pipeline.extract;

import java.util.ArrayList;
import java.util.List;
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
    return new ConcatenatedRows<>(listUsable(prefix), this::skip);
  }

  /**
   * Deletes an unusable file.
   *
   * @throws LakeException {@code failed} itself, if it does not mean that the file is unusable
   */
  void discard(String key, LakeException failed) {
    if (!failed.isUnreadableObject()) {
      throw failed;
    }
    LOG.warn(
        "Deleted unusable checkpoint; its data will be fetched again: {}", failed.getMessage());
    removeAll(run, key);
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
}
