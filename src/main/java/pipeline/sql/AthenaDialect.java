package pipeline.sql;

import java.time.LocalDate;
import java.util.List;
import pipeline.lake.Table;

/**
 * Athena: tables in Hive's words, views in Trino's. Which partitions there may be is computed from
 * the table's properties, so that nobody has to register them.
 *
 * @param since the oldest date to look for
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
        "Athena takes one statement at a time. Partitions from " + since + " to today are found by",
        "partition projection. For older ones print this again, with --since and --drop.");
  }

  @Override
  public List<String> setupStatements(SqlLakeSource source, SqlNames names) {
    return List.of("CREATE DATABASE IF NOT EXISTS " + names.schema());
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
                ColumnDefinitions.format(
                    table, field -> "`" + field.name() + "` " + TYPES.typeName(field.schema())),
                BackslashEscaping.literal(source.folder(table)),
                since));
  }

  /** In views, which are in Trino's words. */
  @Override
  public String quote(String name) {
    return '"' + name + '"';
  }
}
