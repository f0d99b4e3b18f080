package pipeline.it.iceberg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import pipeline.lake.Table;
import pipeline.tables.row.PartitionEntry;
import pipeline.testing.process.LakeFolder;

/** Compares the rows of an Iceberg table with the Parquet files of its partitions, by SQL. */
final class RowComparison {
  private RowComparison() {}

  /** Returns the name of the Iceberg table, such as {@code analytics.fact_release}. */
  static String icebergName(Table<?> table) {
    boolean isRenamed = table.qualifiedName().equals(PartitionEntry.TABLE.qualifiedName());
    return isRenamed ? "analytics.loaded_partitions" : table.layer() + "." + table.name();
  }

  /** Returns DuckDB's expression for the Parquet files of a table. */
  static String parquetInDuckDb(LakeFolder lake, Table<?> table) {
    return "read_parquet('%s/%s/*/*.parquet', hive_partitioning = true)"
        .formatted(lake.root(), table.qualifiedName());
  }

  /** Returns a query for the number of different rows, and of rows in the Parquet files. */
  static String differences(Table<?> table, String parquet, String iceberg) {
    String columns = String.join(", ", table.columns()) + ", ds";
    return """
    SELECT count(*) FILTER (WHERE difference <> 0), coalesce(sum(ours), 0) FROM (
      SELECT sum(side) AS difference, count(*) FILTER (WHERE side = 1) AS ours FROM (
        SELECT %1$s, 1 AS side FROM %2$s UNION ALL SELECT %1$s, -1 AS side FROM %3$s)
      GROUP BY %1$s)
    """
        .formatted(columns, parquet, iceberg);
  }

  /** Checks the result of {@link #differences}. */
  static void assertEqualRows(Table<?> table, List<List<String>> differences) {
    List<String> counts = differences.get(0);
    assertEquals("0", counts.get(0), table.qualifiedName());
    if (!table.name().equals("rejects")) {
      assertNotEquals("0", counts.get(1), table.qualifiedName());
    }
  }
}
