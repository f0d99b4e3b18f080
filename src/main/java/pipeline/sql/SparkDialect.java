package pipeline.sql;

import java.util.ArrayList;
import java.util.List;
import pipeline.lake.Table;

/** Spark SQL. For each table, one statement registers the partitions. */
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
    remarks.add("After each new date, run the statements that pipeline sql --new-dates prints.");
    if (source.isS3()) {
      remarks.add(
          "The session needs hadoop-aws and AWS credentials from the environment, ~/.aws or a"
              + " role.");
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
                Dialect.columnDefinitions(table, "`", TYPES),
                Dialect.backslashLiteral(location(source.folder(table)))));
  }

  @Override
  public List<String> newDateStatements(Table<?> table, SqlNames names) {
    return List.of("MSCK REPAIR TABLE " + names.qualify(table) + " SYNC PARTITIONS");
  }

  /** Returns the URI with the scheme that Hadoop uses for S3. */
  private static String location(String folder) {
    return folder.startsWith("s3:") ? "s3a:" + folder.substring("s3:".length()) : folder;
  }

  @Override
  public String quote(String name) {
    return "`" + name + "`";
  }
}
