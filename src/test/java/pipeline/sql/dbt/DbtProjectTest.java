package pipeline.sql.dbt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trino.sql.parser.SqlParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.lake.Table;
import pipeline.sql.SqlLakeSource;
import pipeline.sql.SqlNames;
import pipeline.tables.row.Tables;

/**
 * Compares the generated files with a golden folder. {@code -Dgolden.write} rewrites them for
 * review.
 */
class DbtProjectTest {
  private static final Path GOLDEN = Path.of("src/test/resources/pipeline/sql/dbt");
  private static final Path TEMPLATES = Path.of("src/main/resources/dbt");

  private static Map<String, String> files(String uri) {
    boolean isS3 = uri.startsWith("s3:");
    SqlLakeSource source =
        new SqlLakeSource(
            uri,
            isS3 ? Optional.of("eu-central-1") : Optional.empty(),
            isS3 ? Optional.of(URI.create("https://s3.example:9000")) : Optional.empty());
    return new DbtProject(source, "music").files();
  }

  private static Map<String, String> read(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .collect(
              Collectors.toMap(
                  file -> folder.relativize(file).toString(),
                  DbtProjectTest::text,
                  (a, b) -> a,
                  TreeMap::new));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Files that are equal to their template need no golden file. */
  @Test
  void generatedFilesMatchTheGoldenFiles() throws IOException {
    Map<String, String> generated = new TreeMap<>(files("s3://my-music-lake/lake"));
    generated.entrySet().removeAll(read(TEMPLATES).entrySet());
    if (Boolean.getBoolean("golden.write")) {
      for (Map.Entry<String, String> file : generated.entrySet()) {
        Path path = GOLDEN.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
    }
    assertEquals(read(GOLDEN), generated);
  }

  @Test
  void eachTemplateIsPartOfTheProject() throws IOException {
    assertTrue(files("file:/lake").keySet().containsAll(read(TEMPLATES).keySet()));
  }

  @Test
  void projectIsWrittenToTheFolder(@TempDir Path folder) throws IOException {
    DbtProject project =
        new DbtProject(
            new SqlLakeSource("file:/lake", Optional.empty(), Optional.empty()), "music");
    project.write(folder.resolve("new"));
    assertEquals(project.files(), read(folder.resolve("new")));
  }

  @Test
  void onlyALakeInS3NeedsExtensions() {
    assertTrue(files("s3://bucket/lake").get("profiles.yml").contains("extensions: [httpfs, aws]"));
    String local = files("file:/lake").get("profiles.yml");
    assertFalse(local.contains("httpfs") || local.contains("{duckdb_s3}"), local);
  }

  @Test
  void lakeLocationIsEscaped() {
    assertTrue(
        files("file:/it's [a] $lake")
            .get("dbt_project.yml")
            .contains("lake: \"/it''s [[]a] $$lake\"\n"));
  }

  @Test
  void eachColumnIsDescribed() {
    String sources = files("file:/lake").get("models/sources.yml");
    for (Table<?> table : Tables.all()) {
      String properties = sources.split("- name: " + SqlNames.unqualifiedName(table) + "\n", 2)[1];
      for (String column : table.columns()) {
        assertTrue(properties.contains("- name: " + column + "\n"), table + "." + column);
      }
    }
  }

  /** Models write column names without quotes, so no name may be a reserved word. */
  @Test
  void trinoParsesEachModelWithoutQuotes() {
    SqlParser parser = new SqlParser();
    files("file:/lake")
        .forEach(
            (path, text) -> {
              if (path.startsWith("models/views/") && path.endsWith(".sql")) {
                parser.createStatement(text.replaceAll("\\{\\{ ref\\('(\\w+)'\\) }}", "$1"));
              }
            });
    for (Table<?> table : Tables.all()) {
      parser.createStatement(
          "SELECT " + String.join(", ", table.columns()) + ", ds FROM " + table.name());
    }
  }
}
