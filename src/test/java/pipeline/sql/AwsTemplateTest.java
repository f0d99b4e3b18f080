package pipeline.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import pipeline.lake.Table;
import pipeline.tables.row.Tables;

/**
 * Compares the Glue tables of deploy/aws.yml with the statements for Athena and the schemas. {@code
 * -Dgolden.write} rewrites them for review.
 */
class AwsTemplateTest {
  private static final Path TEMPLATE = Path.of("deploy", "aws.yml");
  private static final String HEADING =
      "  # AwsTemplateTest generates the tables below from the schemas.\n";

  /** The largest template, in bytes, that CloudFormation accepts as part of a request. */
  private static final int MAX_BYTES = 51_200;

  private static final LocalDate SINCE = LocalDate.of(2024, 1, 1);
  private static final SqlLakeSource LAKE =
      new SqlLakeSource("s3://${Bucket}/${Prefix}", Optional.empty(), Optional.empty());
  private static final Pattern COLUMN = Pattern.compile("(?m)^  `(\\w+)` (.*?),?$");
  private static final Pattern PROPERTY = Pattern.compile("(?m)^  '([^']+)' = '([^']*)'");
  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

  @Test
  void tablesMatchTheSchemas() throws IOException {
    String template = Files.readString(TEMPLATE);
    int tables = template.indexOf(HEADING) + HEADING.length();
    assertTrue(tables > HEADING.length(), TEMPLATE + " has the line: " + HEADING);
    String expected =
        template.substring(0, tables)
            + Tables.all().stream().map(AwsTemplateTest::resource).collect(Collectors.joining());
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(TEMPLATE, expected);
    }
    assertEquals(expected, template);
  }

  @Test
  void templateFitsIntoOneRequest() throws IOException {
    assertTrue(Files.size(TEMPLATE) <= MAX_BYTES, Files.size(TEMPLATE) + " bytes");
  }

  private static String resource(Table<?> table) {
    String name = SqlNames.unqualifiedName(table);
    String statement =
        new AthenaDialect(SINCE).tableStatements(table, LAKE, new SqlNames("any")).get(0);
    return """

      %s:
        Type: AWS::Glue::Table
        Properties:
          CatalogId: !Ref AWS::AccountId
          DatabaseName: !Ref Database
          TableInput:
            Name: %s
            Description: %s
            TableType: EXTERNAL_TABLE
            PartitionKeys:
              - {Name: ds, Type: date}
            Parameters:
              classification: parquet
    %s
            StorageDescriptor:
              Location: !Sub %s
              InputFormat: org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat
              OutputFormat: org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat
              SerdeInfo: {SerializationLibrary: org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe}
              Columns:
    %s
    """
        .formatted(
            logicalId(name),
            name,
            quote(table.schema().getDoc()),
            properties(statement),
            LAKE.folder(table),
            columns(table, statement))
        .replace("'" + SINCE + ",NOW'", "!Sub '${FirstDate},NOW'");
  }

  /** Returns a name without underscores, which CloudFormation forbids: DimAlbumTable. */
  private static String logicalId(String name) {
    return Arrays.stream(name.split("_"))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining("", "", "Table"));
  }

  private static String properties(String statement) {
    return PROPERTY
        .matcher(statement)
        .results()
        .map(property -> "          %s: '%s'".formatted(property.group(1), property.group(2)))
        .collect(Collectors.joining("\n"));
  }

  private static String columns(Table<?> table, String statement) {
    return COLUMN
        .matcher(statement)
        .results()
        .map(
            column ->
                "            - {Name: %s, Type: %s, Comment: %s}"
                    .formatted(
                        column.group(1),
                        quoteType(column.group(2)),
                        quote(table.schema().getField(column.group(1)).doc())))
        .collect(Collectors.joining("\n"));
  }

  /** Returns the type without spaces, because Hive's types contain none. */
  private static String quoteType(String type) {
    return type.contains("<") ? "'" + type.replace(" ", "") + "'" : type;
  }

  private static String quote(String doc) {
    return JSON.toJson(Objects.requireNonNull(doc));
  }
}
