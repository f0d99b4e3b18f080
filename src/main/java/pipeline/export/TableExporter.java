package pipeline.export;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;
import pipeline.lake.Lake;
import pipeline.lake.Partition;
import pipeline.lake.Table;
import pipeline.lake.parquet.RowIterator;
import pipeline.output.RowFormat;
import pipeline.tables.stage.ProgressListener;
import pipeline.tables.stage.PublishedStar;
import pipeline.tables.stage.Stage;
import pipeline.tables.stage.StageException;
import pipeline.tables.stage.StageException.StageFailureReason;

/**
 * Writes rows of a table as lines, a date after the other; memory does not grow with them.
 *
 * @param unaudited whether partitions are taken that load has not read or published; those of raw
 *     always are
 */
public record TableExporter(
    Lake lake, ColumnSelection selection, RowFormat format, boolean unaudited) {

  /**
   * Returns the number of rows.
   *
   * @throws StageException where a partition is missing, or is not what load published or read
   */
  public long write(List<LocalDate> dates, Appendable output, ProgressListener listener)
      throws IOException {
    long rows = 0;
    output.append(format.header());
    for (int done = 0; done < dates.size(); done++) {
      rows += write(requirePartition(dates.get(done)), output);
      listener.onProgress(done + 1, dates.size());
    }
    return rows;
  }

  private long write(Partition<?> partition, Appendable output) throws IOException {
    String ds = partition.ds().toString();
    long count = 0;
    try (RowIterator<IndexedRecord> rows = partition.openRows(selection.tableColumns())) {
      for (IndexedRecord row = rows.next(); row != null; row = rows.next()) {
        output.append(format.format(selection.values(row, ds)));
        count++;
      }
    }
    return count;
  }

  private Partition<?> requirePartition(LocalDate ds) {
    Table<?> table = selection.table();
    Partition<?> present =
        lake.find(table, ds).orElseThrow(() -> missingPartition(lake, table, ds));
    return unaudited || table.layer().equals("raw")
        ? present
        : PublishedStar.require(lake, ds).require(table);
  }

  private static StageException missingPartition(Lake lake, Table<?> table, LocalDate ds) {
    return new StageException(
        StageFailureReason.INPUT_MISSING,
        "%s/%s does not exist. Run %s --date %s first."
            .formatted(lake.uri(), table.key(ds), Stage.from(table).command(), ds));
  }

  /** The dates of a span of which there are partitions. */
  public static List<LocalDate> listDates(Lake lake, Table<?> table, LocalDate from, LocalDate to) {
    List<LocalDate> dates =
        lake.listDates(table).stream()
            .filter(date -> !date.isBefore(from) && !date.isAfter(to))
            .toList();
    if (dates.isEmpty()) {
      throw missingPartition(lake, table, from);
    }
    return dates;
  }
}
