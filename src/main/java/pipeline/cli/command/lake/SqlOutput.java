package pipeline.cli.command.lake;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipeline.sql.Engine;

/** The outputs of {@code sql}, selected by {@code --engine}. */
enum SqlOutput {
  DUCKDB(Engine.DUCKDB),
  ATHENA(Engine.ATHENA),
  TRINO(Engine.TRINO),
  SPARK(Engine.SPARK),
  /** A folder with a dbt project. */
  DBT(null),
  /** A data contract in the Open Data Contract Standard. */
  ODCS(null);

  private final @Nullable Engine engine;

  SqlOutput(@Nullable Engine engine) {
    this.engine = engine;
  }

  /** Returns the engine whose statements are printed; empty for other outputs. */
  Optional<Engine> engine() {
    return Optional.ofNullable(engine);
  }

  /** Returns whether DuckDB reads the files of the lake. */
  boolean isReadByDuckDb() {
    return this == DUCKDB || this == DBT || this == ODCS;
  }
}
