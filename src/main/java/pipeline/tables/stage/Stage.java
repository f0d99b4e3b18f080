package pipeline.tables.stage;

import pipeline.lake.Table;

/**
 * The four stages. Each writes the tables of one layer, but that raw/ has a stage for each of its
 * two.
 */
public enum Stage {
  EXTRACT_RELEASES("extract-releases"),
  EXTRACT_TRACKS("extract-tracks"),
  TRANSFORM("transform"),
  LOAD("load");

  private final String command;

  Stage(String command) {
    this.command = command;
  }

  /** As it is typed. */
  public String command() {
    return command;
  }

  /** The stage that writes a table. */
  public static Stage from(Table<?> table) {
    return switch (table.layer()) {
      case "raw" -> table.name().equals("releases") ? EXTRACT_RELEASES : EXTRACT_TRACKS;
      case "clean" -> TRANSFORM;
      default -> LOAD;
    };
  }
}
