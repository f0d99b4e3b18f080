package pipeline.iceberg;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import pipeline.lake.Lake;
import pipeline.lake.Table;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.tables.row.Tables;

/** The dates of all Iceberg tables, for a comparison with the partitions of the lake. */
public final class PublishedDates {
  private final Map<Table<?>, TableContent> contents = new HashMap<>();

  private PublishedDates(List<Table<?>> tables, List<TableContent> contents) {
    for (int i = 0; i < tables.size(); i++) {
      this.contents.put(tables.get(i), contents.get(i));
    }
  }

  /**
   * Reads the dates of a range, both ends included. Reads the current snapshot of each table once.
   *
   * @param lake reads several tables at the same time
   * @throws pipeline.lake.store.LakeException if the catalog cannot be used, or a table is damaged
   */
  public static PublishedDates read(
      Lake lake, IcebergTables tables, LocalDate first, LocalDate last) {
    Expression range =
        Expressions.and(
            Expressions.greaterThanOrEqual(IcebergSchemas.DATE, first.toString()),
            Expressions.lessThanOrEqual(IcebergSchemas.DATE, last.toString()));
    return tables.translate(
        () ->
            new PublishedDates(
                Tables.all(),
                lake.readAll(
                    Tables.all(), table -> TableContent.find(tables.catalog(), table, range))));
  }

  /** Returns whether an Iceberg table has rows of a date. */
  public boolean hasRows(Table<?> table, LocalDate ds) {
    return !content(table).files(ds).isEmpty();
  }

  /**
   * Returns whether the rows of a date in an Iceberg table are those of a partition. An empty
   * partition matches a date without rows.
   *
   * @param footer the footer of the partition
   */
  public boolean hasContent(Table<?> table, LocalDate ds, PartitionMetadata footer) {
    return content(table).hasContent(ds, footer);
  }

  private TableContent content(Table<?> table) {
    return contents.getOrDefault(table, TableContent.EMPTY);
  }
}
