package pipeline.cli.command.lake;

import java.time.LocalDate;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pipeline.cli.command.DataCommand;
import pipeline.cli.result.RunReport;
import pipeline.cli.result.UsageException;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.RunContext;
import pipeline.lake.Lake;
import pipeline.lake.store.LakeLocation;
import pipeline.sql.Engine;
import pipeline.sql.SqlLakeSource;
import pipeline.sql.SqlScript;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.RawRelease;
import pipeline.tables.stage.StageException;

@Command(
    name = "sql",
    header = "Print the SQL that defines tables and views in a query engine.",
    description = {
      "",
      "Defines all tables and these views: latest_album, latest_artist, latest_track,"
          + " album_history, artist_history, track_history, listings, first_seen, new_today,"
          + " days_on_list and artist_activity. Runs nothing, and prints no credentials."
    },
    footer = {
      "",
      "Examples:",
      "  pipeline sql --engine duckdb > lake.sql && duckdb -init lake.sql",
      "  pipeline sql --engine athena --lake s3://my-music-lake/lake"
    })
public final class SqlCommand extends DataCommand {
  private static final Pattern PLAIN_NAME = Pattern.compile("[a-z_][a-z0-9_]*");

  @Option(
      names = "--engine",
      order = 1,
      required = true,
      paramLabel = "<engine>",
      description = "Query engine: duckdb, athena, trino or spark.")
  private @Nullable Engine engine;

  @Option(
      names = "--schema",
      order = 2,
      paramLabel = "<name>",
      description = "Schema for the tables and views. Default: new_releases.")
  private String schema = "new_releases";

  @Option(
      names = "--since",
      order = 3,
      paramLabel = "<YYYY-MM-DD>",
      description = "Athena only: oldest date of the tables. Default: the oldest date of the lake.")
  private @Nullable LocalDate since;

  @Option(
      names = "--drop",
      order = 5,
      description = "Drop existing definitions first. The files in the lake stay unchanged.")
  private boolean drop;

  @Option(
      names = "--new-dates",
      order = 6,
      description =
          "Print only the statements that add new dates to existing tables and remove purged ones."
              + " Trino and Spark need them after each new date.")
  private boolean newDates;

  public SqlCommand(CommandSession session) {
    super(session);
  }

  @Override
  protected void run(RunContext context, RunReport report) {
    if (!PLAIN_NAME.matcher(schema).matches()) {
      throw new UsageException(
          "invalid --schema: '%s'; use lowercase letters, digits and underscores, for example music"
              .formatted(schema));
    }
    Engine selectedEngine = Objects.requireNonNull(engine, "--engine");
    LakeLocation lake = context.settings().lake();
    if (lake instanceof LakeLocation.FolderLocation && !selectedEngine.canReadFolders()) {
      throw new UsageException(
          "--engine %s cannot read %s; use a lake in S3, for example --lake s3://bucket/prefix"
              .formatted(spec.findOption("--engine").originalStringValues().get(0), lake));
    }
    SqlLakeSource source =
        new SqlLakeSource(
            lake.toString(), context.settings().s3Region(), context.settings().s3Endpoint());
    SqlScript script =
        new SqlScript(selectedEngine, source, schema, oldest(selectedEngine, context), drop);
    session.print(newDates ? newDates(script) : script.format());
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
   * Returns the oldest date of the tables. The lake is read only for Athena, because other engines
   * do not use this date.
   */
  private LocalDate oldest(Engine selectedEngine, RunContext context) {
    if (since != null || selectedEngine != Engine.ATHENA) {
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
                    lake.uri()
                        + " has no partition; run the stages for a date, or give the oldest date"
                        + " with --since"));
  }
}
