package pipeline.sql;

import java.util.List;
import pipeline.lake.Table;

/**
 * Trino with its Hive connector. For each table, a call of a procedure registers the partitions.
 */
final class TrinoDialect implements Dialect {
  private static final SqlTypeNames TYPES =
      new SqlTypeNames(
          "varchar",
          "integer",
          "bigint",
          "boolean",
          "date",
          "timestamp(3)",
          "array(%s)",
          "row(%s)",
          "\"%s\" %s");

  @Override
  public List<String> remarks(SqlLakeSource source) {
    return List.of(
        "Run this script with the catalog of a Hive connector: trino --catalog hive --file"
            + " this.sql",
        "After each new date, run the statements that pipeline sql --new-dates prints.");
  }

  @Override
  public List<String> tableStatements(Table<?> table, SqlLakeSource source, SqlNames names) {
    return List.of(
        """
        CREATE TABLE IF NOT EXISTS %s (
        %s,
          "ds" date
        )
        WITH (
          format = 'PARQUET',
          partitioned_by = ARRAY['ds'],
          external_location = %s
        )\
        """
            .formatted(
                names.qualify(table),
                Dialect.columnDefinitions(table, "\"", TYPES),
                Dialect.literal(source.folder(table))));
  }

  @Override
  public List<String> newDateStatements(Table<?> table, SqlNames names) {
    return List.of(
        "CALL system.sync_partition_metadata('%s', '%s', 'FULL')"
            .formatted(names.schema(), SqlNames.unqualifiedName(table)));
  }
}
