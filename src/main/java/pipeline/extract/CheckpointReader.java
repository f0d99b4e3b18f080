package pipeline.extract;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.lake.Partition;
import pipeline.lake.Table;
import pipeline.lake.parquet.RowIterator;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.RereadPolicy;
import pipeline.tables.row.Row;
import pipeline.tables.stage.StageRun;

/**
 * A reader of the checkpoints of one table below {@code work/}. The data of an unusable checkpoint
 * can be fetched again, so its file is deleted and the run continues.
 */
record CheckpointReader<R extends Row>(StageRun run, Table<R> table) {
  private static final Logger LOG = LoggerFactory.getLogger("extract.work");

  /**
   * Returns the usable files whose keys begin with a prefix, in the order of their keys. Deletes
   * the unusable files.
   */
  List<Partition<R>> listUsable(String prefix) {
    return RereadPolicy.apply(
        () ->
            run.lake().readAll(run.lake().store().list(prefix), this::findUsable).stream()
                .flatMap(Optional::stream)
                .toList());
  }

  private Optional<Partition<R>> findUsable(ObjectInfo object) {
    try {
      return Optional.of(run.lake().partition(table, run.ds(), object));
    } catch (LakeException failed) {
      discard(object.key(), failed);
      return Optional.empty();
    }
  }

  /** Returns the rows of the usable files. Only one file is open at a time. */
  RowIterator<R> openRows(String prefix) {
    return new ConcatenatedRows<>(listUsable(prefix), this::skip);
  }

  /**
   * Deletes a file that could not be read.
   *
   * @param failed the failure to read the file
   * @throws LakeException {@code failed} itself, if its cause is not an unusable file
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
   * Deletes a file that could not be read, unless another run has replaced or deleted it. If this
   * method does not throw, the caller skips the remaining rows of the file.
   *
   * @param failed the failure to read the file
   * @throws LakeException {@code failed} itself, if its cause is not an unusable, replaced or
   *     deleted file
   */
  void skip(String key, LakeException failed) {
    if (failed.kind() != LakeErrorKind.REPLACED) {
      discard(key, failed);
    }
  }

  /** Deletes the files whose keys begin with a prefix. If deleting fails, a warning is logged. */
  static void removeAll(StageRun run, String prefix) {
    try {
      ObjectStore store = run.lake().store();
      run.lake()
          .processAll(
              store.list(prefix),
              object -> {
                store.delete(object.key());
                return true;
              });
    } catch (LakeException failed) {
      LOG.warn("Cannot delete checkpoints; run purge --work later: {}", failed.getMessage());
    }
  }
}
