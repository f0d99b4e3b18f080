package pipeline.sql;

/** The engines that the text is printed for. */
public enum Engine {
  DUCKDB(true),
  ATHENA(false),
  TRINO(false),
  SPARK(true);

  private final boolean readsFolders;

  Engine(boolean readsFolders) {
    this.readsFolders = readsFolders;
  }

  /** Whether a lake in a folder of this machine can be read. */
  public boolean readsFolders() {
    return readsFolders;
  }
}
