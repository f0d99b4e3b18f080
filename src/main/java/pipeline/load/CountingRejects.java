package pipeline.load;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.lake.parquet.RowIterator;
import pipeline.tables.row.Reject;

/**
 * A counter of rejects.
 *
 * @param counts the number of rejects by the table that they belong to, updated while reading
 */
record CountingRejects(RowIterator<Reject> rows, Map<String, Long> counts)
    implements RowIterator<Reject> {
  @Override
  public @Nullable Reject next() {
    Reject reject = rows.next();
    if (reject != null) {
      counts.merge(reject.tableName(), 1L, Long::sum);
    }
    return reject;
  }

  @Override
  public void close() {
    rows.close();
  }
}
