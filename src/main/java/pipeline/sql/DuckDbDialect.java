package pipeline.sql;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import pipeline.lake.Table;

/** DuckDB. Each table is a view of the Parquet files. */
public final class DuckDbDialect implements Dialect {
  /**
   * The statement that raises the number of concurrent requests. DuckDB sends one request per
   * thread, and by default has one thread per core. More threads than cores are useful, because a
   * query of many dates on S3 mostly waits for responses.
   */
  private static final String CONCURRENT_READS =
      "SET threads = greatest(16, current_setting('threads'))";

  private static final SqlTypeNames TYPES =
      new SqlTypeNames(
          "VARCHAR",
          "INTEGER",
          "BIGINT",
          "BOOLEAN",
          "DATE",
          "TIMESTAMP WITH TIME ZONE",
          "%s[]",
          "STRUCT(%s)",
          "\"%s\" %s");

  @Override
  public List<String> remarks(SqlLakeSource source) {
    return source.isS3()
        ? List.of("The AWS credentials come from the environment, ~/.aws or a role.")
        : List.of();
  }

  @Override
  public List<String> setupStatements(SqlLakeSource source, SqlNames names) {
    List<String> statements = new ArrayList<>();
    if (source.isS3()) {
      statements.addAll(List.of("INSTALL httpfs", "LOAD httpfs", "INSTALL aws", "LOAD aws"));
      statements.add(secret(source, names));
      statements.add(CONCURRENT_READS);
    }
    statements.addAll(Dialect.super.setupStatements(source, names));
    return statements;
  }

  private static String secret(SqlLakeSource source, SqlNames names) {
    List<String> options = new ArrayList<>(List.of("TYPE s3", "PROVIDER credential_chain"));
    options.add("SCOPE " + Dialect.literal(source.uri()));
    source.region().ifPresent(region -> options.add("REGION " + Dialect.literal(region)));
    source.endpoint().ifPresent(endpoint -> options.addAll(endpointOptions(endpoint)));
    return "CREATE OR REPLACE SECRET %s (\n  %s\n)"
        .formatted(names.schema(), String.join(",\n  ", options));
  }

  private static List<String> endpointOptions(URI endpoint) {
    String host = endpoint.getRawAuthority() + endpoint.getRawPath();
    return List.of(
        "ENDPOINT " + Dialect.literal(host),
        "URL_STYLE 'path'",
        "USE_SSL " + endpoint.getScheme().equals("https"));
  }

  /**
   * Returns the statement that creates a view. The first part of the UNION in the view has no rows,
   * but it defines the name and the type of each column. This part is necessary because older files
   * lack newer columns.
   */
  @Override
  public List<String> tableStatements(Table<?> table, SqlLakeSource source, SqlNames names) {
    return List.of(
        """
        CREATE OR REPLACE VIEW %s AS
        SELECT
        %s,
          ds
        FROM (
          SELECT
          %s,
            CAST(NULL AS DATE) AS ds
          WHERE false
          UNION ALL BY NAME
          SELECT * FROM read_parquet(
            %s,
            hive_partitioning = true, hive_types = {'ds': DATE}, union_by_name = true)
        )\
        """
            .formatted(
                names.qualify(table),
                Dialect.columnLines(table, field -> quote(field.name())),
                Dialect.columnLines(table, this::emptyColumn).replace("\n", "\n  "),
                Dialect.literal(
                    escapeGlob(source.path() + "/" + table.folder()) + "ds=*/*.parquet")));
  }

  private String emptyColumn(Schema.Field field) {
    return "CAST(NULL AS %s) AS %s".formatted(typeName(field.schema()), quote(field.name()));
  }

  /** Returns the name of a column's type. */
  public static String typeName(Schema schema) {
    return TYPES.typeName(schema);
  }

  /** Returns no statements, because CREATE OR REPLACE VIEW works without a DROP before it. */
  @Override
  public List<String> dropStatements(Table<?> table, SqlNames names) {
    return List.of();
  }

  /** Escapes the characters that are wildcards in DuckDB's file names. */
  public static String escapeGlob(String path) {
    return path.replaceAll("[*?\\[]", "[$0]");
  }
}
