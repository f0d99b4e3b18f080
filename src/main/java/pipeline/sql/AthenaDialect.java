package pipeline.sql;

import java.time.LocalDate;
import java.util.List;
import pipeline.lake.Table;

/**
 * Athena: tables in the SQL of Hive, and views in the SQL of Trino. Athena computes the partitions
 * from table properties, so no statement has to register the partitions.
 *
 * @param since the oldest date of the tables
 */
record AthenaDialect(LocalDate since) implements Dialect {
  private static final SqlTypeNames TYPES =
      new SqlTypeNames(
          "string",
          "int",
          "bigint",
          "boolean",
          "date",
          "timestamp",
          "array<%s>",
          "struct<%s>",
          "%s:%s");

  @Override
  public List<String> remarks(SqlLakeSource source) {
    return List.of(
        "Run the statements one at a time. Partition projection finds the dates from "
            + since
            + " to",
        "today. For older dates, rerun pipeline sql with --since and --drop.");
  }

  @Override
  public List<String> tableStatements(Table<?> table, SqlLakeSource source, SqlNames names) {
    return List.of(
        """
        CREATE EXTERNAL TABLE IF NOT EXISTS %s (
        %s
        )
        PARTITIONED BY (`ds` date)
        STORED AS PARQUET
        LOCATION %s
        TBLPROPERTIES (
          'projection.enabled' = 'true',
          'projection.ds.type' = 'date',
          'projection.ds.format' = 'yyyy-MM-dd',
          'projection.ds.range' = '%s,NOW',
          'projection.ds.interval' = '1',
          'projection.ds.interval.unit' = 'DAYS'
        )\
        """
            .formatted(
                "`" + names.schema() + "`.`" + SqlNames.unqualifiedName(table) + "`",
                Dialect.columnDefinitions(table, "`", TYPES),
                Dialect.backslashLiteral(source.folder(table)),
                since));
  }
}
