package pipeline.tables.stage;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.lake.Partition;
import pipeline.lake.parquet.RowIterator;
import pipeline.lake.store.LakeException;
import pipeline.tables.row.Row;

/**
 * A partition's rows up to where it turns out to be damaged: what need not be copied from it is no
 * reason to fail.
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
      LOG.warn("Not copied from any further: {}", failed.getMessage());
      hasEnded = true;
      return null;
    }
  }

  @Override
  public void close() {
    rows.close();
  }
}
