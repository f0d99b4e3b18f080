package pipeline.tables.stage;

import java.time.LocalDate;

/** The keys below {@code state/} that belong to dates. */
public final class StateKeys {
  /** Where tables come from whose footers do not say so: a folder for each date. */
  public static final String ORIGINS = "state/origin/";

  private StateKeys() {}

  /** The key of the record of one stage. */
  static String origin(Stage stage, LocalDate ds) {
    return ORIGINS + "ds=" + ds + "/" + stage.command() + ".json";
  }
}
