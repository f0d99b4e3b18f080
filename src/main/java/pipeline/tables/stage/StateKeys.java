package pipeline.tables.stage;

import java.time.LocalDate;

/** The keys of files below {@code state/} that belong to a date. */
public final class StateKeys {
  /** The folder of build records, which has a folder for each date. */
  public static final String ORIGINS = "state/origin/";

  private StateKeys() {}

  /** Returns the key of the build record of a stage and a date. */
  static String origin(Stage stage, LocalDate ds) {
    return ORIGINS + "ds=" + ds + "/" + stage.command() + ".json";
  }
}
