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
  public List<String> remarks(SqlLakeSource place) {
    List<String> remarks = new ArrayList<>();
    remarks.add("Run the statements that begin with MSCK again for each new date.");
    if (place.isS3()) {
      remarks.add("The session needs hadoop-aws, and finds keys as AWS's own tools do.");
    }
    place
        .endpoint()
        .ifPresent(
            endpoint -> {
              remarks.add("spark.hadoop.fs.s3a.endpoint=" + endpoint);
              remarks.add("spark.hadoop.fs.s3a.path.style.access=true");
            });
    return remarks;
  }

  @Override
  public List<String> prepare(SqlLakeSource place, SqlNames names) {
    return List.of("CREATE DATABASE IF NOT EXISTS " + names.schema());
  }

  @Override
  public List<String> table(Table<?> table, SqlLakeSource place, SqlNames names) {
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
                names.of(table),
                ColumnDefinitions.lines(table, this::column),
                BackslashEscaping.literal(location(place.folder(table)))),
        "MSCK REPAIR TABLE " + names.of(table) + " SYNC PARTITIONS");
  }

  private String column(Schema.Field field) {
    return quoted(field.name()) + " " + TYPES.of(field.schema());
  }

  /** Hadoop's own name for S3. */
  private static String location(String folder) {
    return folder.startsWith("s3:") ? "s3a:" + folder.substring("s3:".length()) : folder;
  }

  @Override
  public String quoted(String name) {
    return "`" + name + "`";
  }
}
