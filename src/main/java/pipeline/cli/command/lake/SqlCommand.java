package pipeline.cli.command.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pipeline.cli.command.DataCommand;
import pipeline.cli.option.OutputTarget;
import pipeline.cli.result.RunReport;
import pipeline.cli.result.StageResult;
import pipeline.cli.result.UsageException;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.RunContext;
import pipeline.cli.run.Version;
import pipeline.cli.settings.Settings;
import pipeline.lake.Lake;
import pipeline.lake.store.LakeLocation;
import pipeline.lake.store.TemporaryFiles;
import pipeline.sql.Engine;
import pipeline.sql.SqlLakeSource;
import pipeline.sql.SqlScript;
import pipeline.sql.contract.DataContract;
import pipeline.sql.dbt.DbtProject;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.RawRelease;
import pipeline.tables.stage.StageException;

@Command(
    name = "sql",
    header = "Generate SQL, a dbt project or a data contract for the tables.",
    description = {
      "",
      "Prints SQL that defines all tables and these views: latest_album, latest_artist,"
          + " latest_track, album_history, artist_history, track_history, listings, first_seen,"
          + " new_today, days_on_list and artist_activity. Does not run the SQL, and prints no"
          + " credentials. The default log level is warn.",
      "",
      "With --engine dbt, writes a dbt project with the tables as sources, the views as models,"
          + " and tests. The project works with DuckDB, Athena, Trino and Spark. With"
          + " --engine odcs, prints a data contract in the Open Data Contract Standard."
    },
    footer = {
      "",
      "Examples:",
      "  pipeline sql --engine duckdb > lake.sql && duckdb -init lake.sql",
      "  pipeline sql --engine athena --lake s3://my-music-lake/lake",
      "  pipeline sql --engine dbt --output dbt && cd dbt && dbt build",
      "  pipeline sql --engine odcs > contract.yaml && datacontract test contract.yaml"
    })
public final class SqlCommand extends DataCommand {
  private static final Pattern PLAIN_NAME = Pattern.compile("[a-z_][a-z0-9_]*");

  @Option(
      names = "--engine",
      order = 1,
      required = true,
      paramLabel = "<engine>",
      description =
          "Query engine: duckdb, athena, trino or spark. Other outputs: dbt for a dbt project, odcs"
              + " for a data contract.")
  private @Nullable SqlOutput engine;

  @Option(
      names = "--schema",
      order = 2,
      paramLabel = "<name>",
      description =
          "Schema for the tables and views. Not used with --engine odcs. Default: new_releases.")
  private String schema = "new_releases";

  @Option(
      names = "--since",
      order = 3,
      paramLabel = "<YYYY-MM-DD>",
      description = "Athena only: oldest date of the tables. Default: the oldest date of the lake.")
  private @Nullable LocalDate since;

  @Option(
      names = {"-o", "--output"},
      order = 5,
      paramLabel = "<folder>",
      description = "dbt only: folder for the project. It must be empty or not exist.")
  private @Nullable String output;

  @Option(
      names = "--drop",
      order = 6,
      description = "Drop existing definitions first. The files in the lake stay unchanged.")
  private boolean drop;

  @Option(
      names = "--new-dates",
      order = 7,
      description =
          "Print only the statements that add new dates to existing tables and remove purged dates."
              + " In Trino and Spark, run these statements after each new date.")
  private boolean newDates;

  public SqlCommand(CommandSession session) {
    super(session);
  }

  @Override
  protected void run(RunContext context, RunReport report) throws IOException {
    SqlOutput selected = Objects.requireNonNull(engine, "--engine");
    checkOptions(selected);
    Settings settings = context.settings();
    LakeLocation lake = settings.lake();
    SqlLakeSource source =
        new SqlLakeSource(lake.toString(), settings.s3Region(), settings.s3Endpoint());
    if (selected.isReadByDuckDb() && !source.isS3() && source.path().contains("\\")) {
      throw new UsageException(
          "DuckDB finds no files in a folder whose path has a backslash: %s; rename the folder"
              .formatted(source.path()));
    }
    switch (selected) {
      case DBT -> writeProject(new DbtProject(source, schema), context, report);
      case ODCS -> session.print(new DataContract(source, Version.number()).format());
      default -> printScript(selected.engine().orElseThrow(), source, context);
    }
  }

  /** Refuses options that the selected output does not use. */
  private void checkOptions(SqlOutput selected) {
    if (!PLAIN_NAME.matcher(schema).matches()) {
      throw new UsageException(
          "invalid --schema: '%s'; use lowercase letters, digits and underscores, but no digit first, for example music"
              .formatted(schema));
    }
    if ((selected == SqlOutput.DBT) != (output != null)) {
      throw new UsageException(
          output == null
              ? "--output is missing; add a folder for the dbt project, for example --output dbt"
              : "--output is only for --engine dbt; redirect stdout instead");
    }
    if (selected.engine().isEmpty() && (drop || newDates)) {
      throw new UsageException("--drop and --new-dates are only for query engines; omit them");
    }
  }

  private void printScript(Engine selectedEngine, SqlLakeSource source, RunContext context) {
    if (!source.isS3() && !selectedEngine.canReadFolders()) {
      throw new UsageException(
          "--engine %s cannot read %s; use a lake in S3, for example --lake s3://bucket/prefix"
              .formatted(
                  spec.findOption("--engine").originalStringValues().get(0),
                  context.settings().lake()));
    }
    SqlScript script =
        new SqlScript(selectedEngine, source, schema, oldest(selectedEngine, context), drop);
    session.print(newDates ? newDates(script) : script.format());
  }

  private void writeProject(DbtProject project, RunContext context, RunReport report) {
    Path folder = context.workingFolder().resolve(Objects.requireNonNull(output, "--output"));
    boolean changed =
        OutputTarget.writeOrFail(
            folder.toString(),
            () -> {
              if (Files.exists(folder) && !isEmptyFolder(folder)) {
                throw new UsageException(
                    "--output is not an empty folder: %s; delete it, or choose a new folder"
                        .formatted(folder));
              }
              try {
                project.write(folder);
              } catch (IOException failed) {
                deleteContent(folder);
                throw failed;
              }
              return true;
            });
    report.add(StageResult.EMPTY.with(changed, Map.of(), List.of()));
  }

  /** Deletes the files that a failed command has written, so that the command can be rerun. */
  private static void deleteContent(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> paths = Files.walk(folder)) {
        TemporaryFiles.discard(
            paths.skip(1).sorted(Comparator.reverseOrder()).toArray(Path[]::new));
      }
    }
  }

  private static boolean isEmptyFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private String newDates(SqlScript script) {
    if (drop) {
      throw new UsageException("conflicting options: --new-dates and --drop; use one of them");
    }
    String statements = script.formatNewDates();
    if (statements.isEmpty()) {
      throw new UsageException(
          "--new-dates has no effect for --engine %s, which finds new dates in each query; omit it"
              .formatted(spec.findOption("--engine").originalStringValues().get(0)));
    }
    return statements;
  }

  /**
   * Returns the oldest date of the tables. Reads the lake only if {@code --since} is missing and
   * the script defines tables for Athena, because no other script contains this date.
   */
  private LocalDate oldest(Engine selectedEngine, RunContext context) {
    if (since != null || newDates || selectedEngine != Engine.ATHENA) {
      return Objects.requireNonNullElse(since, LocalDate.EPOCH);
    }
    Lake lake = context.lake();
    return Stream.of(RawRelease.TABLE, PartitionEntry.TABLE)
        .flatMap(table -> lake.listDates(table).stream())
        .min(LocalDate::compareTo)
        .orElseThrow(
            () ->
                new StageException(
                    StageException.StageFailureReason.INPUT_MISSING,
                    "no partition: %s; run the stages for a date, or set --since to the oldest date"
                        .formatted(lake.uri())));
  }
}
