package pipeline.export;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;
import pipeline.lake.Lake;
import pipeline.lake.Partition;
import pipeline.lake.ReadAhead;
import pipeline.lake.Table;
import pipeline.lake.parquet.RowIterator;
import pipeline.output.RowFormat;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.stage.DateRanges.DateRange;
import pipeline.tables.stage.ProgressListener;
import pipeline.tables.stage.PublishedStar;
import pipeline.tables.stage.Stage;
import pipeline.tables.stage.StageException;
import pipeline.tables.stage.StageException.StageFailureReason;

/**
 * Writes the rows of a table as lines, one date after another, in constant memory. The next dates
 * are opened while the rows of a date are written.
 *
 * @param unaudited whether to export partitions that load has not recorded in analytics/partitions;
 *     raw partitions and analytics/partitions itself are always exported
 */
public record TableExporter(
    Lake lake, ColumnSelection selection, RowFormat format, boolean unaudited) {

  /**
   * Writes the rows and returns their number.
   *
   * @throws StageException if a partition is missing, or differs from the version that load has
   *     recorded
   */
  public long write(List<LocalDate> dates, Appendable output, ProgressListener listener)
      throws IOException {
    long rows = 0;
    output.append(format.header());
    try (ReadAhead<Partition<?>> partitions = lake.readAhead(dates, this::requirePartition)) {
      for (int done = 1; partitions.hasNext(); done++) {
        rows += write(partitions.next(), output);
        listener.onProgress(done, dates.size());
      }
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
    if (!unaudited && !table.layer().equals("raw") && !table.equals(PartitionEntry.TABLE)) {
      PublishedStar.require(lake, ds).check(present);
    }
    return present;
  }

  private static StageException missingPartition(Lake lake, Table<?> table, LocalDate ds) {
    return new StageException(
        StageFailureReason.INPUT_MISSING,
        "missing partition: %s/%s; run %s first"
            .formatted(lake.uri(), table.key(ds), Stage.from(table).rerunCommand(ds)));
  }

  /**
   * Returns the dates of a range that have a partition.
   *
   * @param from the first date of the range
   * @param to the last date of the range
   * @throws StageException if no date of the range has a partition
   */
  public static List<LocalDate> listDates(Lake lake, Table<?> table, LocalDate from, LocalDate to) {
    List<LocalDate> dates = lake.listDates(table, from, to);
    if (dates.isEmpty()) {
      throw new StageException(
          StageFailureReason.INPUT_MISSING,
          "no partition to export: %s/%s for %s; choose other dates, or run %s first"
              .formatted(
                  lake.uri(),
                  table.qualifiedName(),
                  new DateRange(from, to),
                  Stage.from(table).rerunCommand(from)));
    }
    return dates;
  }
}
