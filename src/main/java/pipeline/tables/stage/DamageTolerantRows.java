package pipeline.tables.stage;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.lake.Partition;
import pipeline.lake.parquet.RowIterator;
import pipeline.lake.store.LakeException;
import pipeline.tables.row.Row;

/**
 * The rows of a partition up to the first damaged one. They are only copied to save requests, so
 * damage is logged and does not fail the run.
 */
public final class DamageTolerantRows<R extends Row> implements RowIterator<R> {
  private static final Logger LOG = LoggerFactory.getLogger("extract.tracks");

  private final RowIterator<R> rows;
  private boolean hasEnded;

  public DamageTolerantRows(Partition<R> partition) {
    this.rows = partition.openRows();
  }

  @Override
  public @Nullable R next() {
    if (hasEnded) {
      return null;
    }
    try {
      return rows.next();
    } catch (LakeException failed) {
      if (failed.kind() != LakeException.LakeErrorKind.DAMAGED) {
        throw failed;
      }
      LOG.warn("Stopped copying from a damaged partition: {}", failed.getMessage());
      hasEnded = true;
      return null;
    }
  }

  @Override
  public void close() {
    rows.close();
  }
}
