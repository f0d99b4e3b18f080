package pipeline.sql;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import pipeline.lake.Table;

/** DuckDB reads the files as they lie: a table is a view. */
final class DuckDbDialect implements Dialect {
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
        ? List.of("Keys come from where AWS's own tools find them: environment, ~/.aws, role.")
        : List.of();
  }

  @Override
  public List<String> setupStatements(SqlLakeSource source, SqlNames names) {
    List<String> statements = new ArrayList<>();
    if (source.isS3()) {
      statements.addAll(List.of("INSTALL httpfs", "LOAD httpfs", "INSTALL aws", "LOAD aws"));
      statements.add(secret(source, names));
    }
    statements.add("CREATE SCHEMA IF NOT EXISTS " + names.schema());
    return statements;
  }

  private static String secret(SqlLakeSource source, SqlNames names) {
    List<String> options = new ArrayList<>(List.of("TYPE s3", "PROVIDER credential_chain"));
    options.add("SCOPE " + literal(source.uri()));
    source.region().ifPresent(region -> options.add("REGION " + literal(region)));
    source.endpoint().ifPresent(endpoint -> options.addAll(endpointOptions(endpoint)));
    return "CREATE OR REPLACE SECRET %s (\n  %s\n)"
        .formatted(names.schema(), String.join(",\n  ", options));
  }

  private static List<String> endpointOptions(URI endpoint) {
    String host = endpoint.getRawAuthority() + endpoint.getRawPath();
    return List.of(
        "ENDPOINT " + literal(host),
        "URL_STYLE 'path'",
        "USE_SSL " + endpoint.getScheme().equals("https"));
  }

  /**
   * The empty rows before the files give every column its type and its place, also columns that
   * came after all files that are there.
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
                ColumnDefinitions.format(table, field -> quote(field.name())),
                ColumnDefinitions.format(table, this::emptyColumn).replace("\n", "\n  "),
                literal(escapeGlob(source.path() + "/" + table.folder()) + "ds=*/*.parquet")));
  }

  private String emptyColumn(Schema.Field field) {
    return "CAST(NULL AS %s) AS %s".formatted(TYPES.typeName(field.schema()), quote(field.name()));
  }

  /** A view is replaced, so nothing is in the way. */
  @Override
  public List<String> dropStatements(Table<?> table, SqlNames names) {
    return List.of();
  }

  @Override
  public String quote(String name) {
    return '"' + name + '"';
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** Where file names may have jokers in them. */
  private static String escapeGlob(String path) {
    return path.replaceAll("[*?\\[]", "[$0]");
  }
}
