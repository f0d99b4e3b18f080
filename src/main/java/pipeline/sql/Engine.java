package pipeline.sql;

/** The query engines. */
public enum Engine {
  DUCKDB,
  ATHENA,
  TRINO,
  SPARK;

  /** Returns whether the engine can read a lake in a local folder. */
  public boolean canReadFolders() {
    return this == DUCKDB || this == SPARK;
  }
}
