package pipeline.tables.stage;

import java.time.LocalDate;
import pipeline.lake.Table;

/**
 * The four stages. Each raw table has its own stage. The stage transform writes the clean layer,
 * and the stage load writes the analytics layer.
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

  /** Returns the command's name, such as {@code extract-releases}. */
  public String command() {
    return command;
  }

  /** Returns the command that runs this stage for a date. */
  public String rerunCommand(LocalDate ds) {
    return command + " --date " + ds;
  }

  /** Returns the stage that writes a table. */
  public static Stage from(Table<?> table) {
    return switch (table.layer()) {
      case "raw" -> table.name().equals("releases") ? EXTRACT_RELEASES : EXTRACT_TRACKS;
      case "clean" -> TRANSFORM;
      default -> LOAD;
    };
  }
}
