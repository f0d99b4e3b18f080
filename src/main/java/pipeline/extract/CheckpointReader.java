package pipeline.extract;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.lake.Partition;
import pipeline.lake.Table;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.RereadPolicy;
import pipeline.tables.row.Row;
import pipeline.tables.stage.StageRun;

/**
 * A table's rows below {@code work/}. They only save calls, so a file that cannot be used is
 * removed and no reason to fail.
 */
record CheckpointReader<R extends Row>(StageRun run, Table<R> table) {
  private static final Logger LOG = LoggerFactory.getLogger("extract.work");

  /** In the order of their keys; listed anew where another run replaces or removes one. */
  List<Partition<R>> listUsable(String prefix) {
    return RereadPolicy.apply(() -> usableNow(prefix));
  }

  private List<Partition<R>> usableNow(String prefix) {
    List<Partition<R>> usable = new ArrayList<>();
    for (ObjectInfo object : run.lake().store().list(prefix)) {
      try {
        usable.add(run.lake().partition(table, run.ds(), object));
      } catch (LakeException failed) {
        discard(object.key(), failed);
      }
    }
    return usable;
  }

  /**
   * Removes a file that turned out to be unusable.
   *
   * @throws LakeException the failure itself where it is the lake's and not the file's
   */
  void discard(String key, LakeException failed) {
    switch (failed.kind()) {
      case DAMAGED, WRONG_TABLE, NEWER_SCHEMA -> {
        LOG.warn("Removed, and what it held is asked for again: {}", failed.getMessage());
        remove(key);
      }
      default -> throw failed;
    }
  }

  /** Deletes what a published partition no longer needs; a failure is logged. */
  static void removeAll(StageRun run, String folder) {
    try {
      for (ObjectInfo object : run.lake().store().list(folder)) {
        run.lake().store().delete(object.key());
      }
    } catch (LakeException failed) {
      LOG.warn("checkpoints stay until purge --work removes them: {}", failed.getMessage());
    }
  }

  private void remove(String key) {
    try {
      run.lake().store().delete(key);
    } catch (LakeException stays) {
      LOG.warn("checkpoint stays until purge --work removes it: {}", stays.getMessage());
    }
  }

  /**
   * Goes on without the rest of a file that turned out to be unusable, or that another run replaced
   * or removed.
   *
   * @throws LakeException the failure itself where it is the lake's and not the file's
   */
  void passOver(String key, LakeException failed) {
    if (failed.kind() != LakeException.LakeErrorKind.REPLACED) {
      discard(key, failed);
    }
  }
}
