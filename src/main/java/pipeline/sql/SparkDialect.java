package pipeline.sql;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import pipeline.lake.Table;

/** Spark SQL: tables are declared, and partitions registered by a look at the folders. */
final class SparkDialect implements Dialect {
  private static final SqlTypeNames TYPES =
      new SqlTypeNames(
          "STRING",
          "INT",
          "BIGINT",
          "BOOLEAN",
          "DATE",
          "TIMESTAMP",
          "ARRAY<%s>",
          "STRUCT<%s>",
          "`%s`: %s");

  @Override
  public List<String> remarks(SqlLakeSource source) {
    List<String> remarks = new ArrayList<>();
    remarks.add("Run the statements that begin with MSCK again for each new date.");
    if (source.isS3()) {
      remarks.add("The session needs hadoop-aws, and finds keys as AWS's own tools do.");
    }
    source
        .endpoint()
        .ifPresent(
            endpoint -> {
              remarks.add("spark.hadoop.fs.s3a.endpoint=" + endpoint);
              remarks.add("spark.hadoop.fs.s3a.path.style.access=true");
            });
    return remarks;
  }

  @Override
  public List<String> setupStatements(SqlLakeSource source, SqlNames names) {
    return List.of("CREATE DATABASE IF NOT EXISTS " + names.schema());
  }

  @Override
  public List<String> tableStatements(Table<?> table, SqlLakeSource source, SqlNames names) {
    return List.of(
        """
        CREATE TABLE IF NOT EXISTS %s (
        %s,
          `ds` DATE
        )
        USING PARQUET
        PARTITIONED BY (`ds`)
        LOCATION %s\
        """
            .formatted(
                names.qualify(table),
                ColumnDefinitions.format(table, this::column),
                BackslashEscaping.literal(location(source.folder(table)))),
        "MSCK REPAIR TABLE " + names.qualify(table) + " SYNC PARTITIONS");
  }

  private String column(Schema.Field field) {
    return quote(field.name()) + " " + TYPES.typeName(field.schema());
  }

  /** Hadoop's own name for S3. */
  private static String location(String folder) {
    return folder.startsWith("s3:") ? "s3a:" + folder.substring("s3:".length()) : folder;
  }

  @Override
  public String quote(String name) {
    return "`" + name + "`";
  }
}
