package pipeline.sql.dbt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import pipeline.lake.Table;
import pipeline.sql.DuckDbDialect;
import pipeline.sql.SqlLakeSource;
import pipeline.sql.SqlNames;
import pipeline.sql.SqlResource;
import pipeline.sql.ViewDefinition;
import pipeline.sql.YamlFormat;
import pipeline.tables.row.Tables;

/**
 * A dbt project: the tables as sources, a staging model for each table, and the views as models.
 * The same project works in all engines: DuckDB reads the files of the lake, and Athena, Trino and
 * Spark read the tables that {@link pipeline.sql.SqlScript} defines.
 *
 * @param source the lake; only DuckDB reads it
 * @param schema the schema of the tables in the other engines, and of the models in DuckDB
 */
public record DbtProject(SqlLakeSource source, String schema) {
  /** The files that do not depend on the schemas of the tables. */
  private static final List<String> TEMPLATES =
      List.of(
          "README.md",
          "dbt_project.yml",
          "macros/lake_rows.sql",
          "models/docs.md",
          "models/exposures.yml",
          "models/views/views.yml",
          "profiles.yml",
          "tests/generic/recorded_rows.sql",
          "tests/generic/refers_to.sql",
          "tests/generic/unique_key.sql");

  /** Returns the text of each file by its path in the project. */
  public Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    for (String template : TEMPLATES) {
      files.put(template, fill(SqlResource.read("/dbt/" + template)));
    }
    files.put("models/sources.yml", DbtTables.sources());
    files.put("models/staging/staging.yml", DbtTables.stagingModels());
    for (Table<?> table : Tables.all()) {
      files.put(
          "models/staging/%s.sql".formatted(DbtTables.stagingName(table)), stagingModel(table));
    }
    for (ViewDefinition view :
        ViewDefinition.list(DbtProject::reference, UnaryOperator.identity())) {
      files.put("models/views/%s.sql".formatted(view.name()), view.query() + "\n");
    }
    return files;
  }

  /**
   * Writes all files.
   *
   * @param folder a folder that is empty or does not exist
   */
  public void write(Path folder) throws IOException {
    for (Map.Entry<String, String> file : files().entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  private String fill(String template) {
    return template
        .replace("{schema}", schema)
        .replace("{lake}", YamlFormat.scalar(lakeVariable()))
        .replace("{duckdb_s3}\n", source.isS3() ? duckDbS3() : "");
  }

  /**
   * Returns the location of the lake with escaped wildcards. Single quotes are doubled, because
   * read_parquet has the location in quotes. Dollar signs are doubled, because dbt-duckdb formats
   * the location as a template.
   */
  private String lakeVariable() {
    return DuckDbDialect.escapeGlob(source.path()).replace("'", "''").replace("$", "$$");
  }

  /**
   * Returns the lines of {@code profiles.yml} that DuckDB needs for a lake in S3. They set the
   * extensions, a secret, and 16 threads for concurrent requests.
   */
  private String duckDbS3() {
    Map<String, Object> secret =
        YamlFormat.map("type", "s3", "provider", "credential_chain", "scope", source.uri());
    source.region().ifPresent(region -> secret.put("region", region));
    source
        .endpoint()
        .ifPresent(
            endpoint -> {
              secret.put("endpoint", endpoint.getRawAuthority() + endpoint.getRawPath());
              secret.put("url_style", "path");
              secret.put("use_ssl", endpoint.getScheme().equals("https"));
            });
    return YamlFormat.format(
            YamlFormat.map(
                "extensions",
                List.of("httpfs", "aws"),
                "settings",
                Map.of("threads", 16),
                "secrets",
                List.of(secret)))
        .indent(6);
  }

  private static String stagingModel(Table<?> table) {
    String types =
        table.schema().getFields().stream()
            .map(
                field ->
                    "'%s': '%s'".formatted(field.name(), DuckDbDialect.typeName(field.schema())))
            .collect(Collectors.joining(",\n  "));
    return """
    {%% set columns = {
      %s
    } %%}
    select {{ columns | join(', ') }}, ds
    from {{ lake_rows(%s, columns) }}
    """
        .formatted(types, DbtTables.source(table));
  }

  /** Returns the reference to the model of a table or view. */
  private static String reference(String name) {
    String model =
        Tables.all().stream()
            .filter(table -> SqlNames.unqualifiedName(table).equals(name))
            .findFirst()
            .map(DbtTables::stagingName)
            .orElse(name);
    return "{{ ref('%s') }}".formatted(model);
  }
}
