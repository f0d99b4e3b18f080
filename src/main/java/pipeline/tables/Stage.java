package pipeline.tables;

import java.util.List;
import pipeline.lake.Table;

/** The four stages and the tables that each of them writes. */
public enum Stage {
  EXTRACT_RELEASES("extract-releases", List.of(RawRelease.TABLE)),
  EXTRACT_TRACKS("extract-tracks", List.of(RawTrack.TABLE)),
  TRANSFORM("transform", Tables.CLEAN),
  LOAD("load", Tables.ANALYTICS);

  private final String command;
  private final List<Table<?>> tables;

  Stage(String command, List<Table<?>> tables) {
    this.command = command;
    this.tables = tables;
  }

  /** As it is typed. */
  public String command() {
    return command;
  }

  public List<Table<?>> tables() {
    return tables;
  }

  /** The stage that writes a table. */
  public static Stage of(Table<?> table) {
    for (Stage stage : values()) {
      if (stage.tables.contains(table)) {
        return stage;
      }
    }
    throw new IllegalArgumentException("no stage writes " + table);
  }
}
