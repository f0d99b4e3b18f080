package pipeline.sql;

import java.util.List;
import pipeline.lake.Table;

/** Trino with its Hive connector: tables are declared, and partitions registered by a procedure. */
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
        "Run it with the catalog of a Hive connector: trino --catalog hive --file this.sql",
        "and the statements that begin with CALL again for each new date.");
  }

  @Override
  public List<String> setupStatements(SqlLakeSource source, SqlNames names) {
    return List.of("CREATE SCHEMA IF NOT EXISTS " + names.schema());
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
          external_location = '%s'
        )\
        """
            .formatted(
                names.qualify(table),
                ColumnDefinitions.format(
                    table, field -> quote(field.name()) + " " + TYPES.typeName(field.schema())),
                source.folder(table).replace("'", "''")),
        "CALL system.sync_partition_metadata('%s', '%s', 'FULL')"
            .formatted(names.schema(), SqlNames.unqualifiedName(table)));
  }

  @Override
  public String quote(String name) {
    return '"' + name + '"';
  }
}
