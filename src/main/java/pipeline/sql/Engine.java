package pipeline.sql;

/** The engines that the text is printed for. */
public enum Engine {
  DUCKDB(true),
  ATHENA(false),
  TRINO(false),
  SPARK(true);

  private final boolean canReadFolders;

  Engine(boolean canReadFolders) {
    this.canReadFolders = canReadFolders;
  }

  /** Whether a lake in a folder of this machine can be read. */
  public boolean canReadFolders() {
    return canReadFolders;
  }
}
