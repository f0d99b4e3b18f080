package pipeline.tables.stage;

import java.time.Duration;
import java.time.LocalDate;

/** What lies below {@code work/}, outside every table. */
public final class WorkPaths {
  public static final String FOLDER = "work/";

  /** Tracks that were fetched and are not published yet. */
  public static final String CHECKPOINTS = FOLDER + Stage.EXTRACT_TRACKS.command() + "/";

  /** Queries of current searches that were answered, of listings that are not published yet. */
  public static final String LISTINGS = FOLDER + Stage.EXTRACT_RELEASES.command() + "/";

  /** Pages of late searches. */
  public static final String SEARCH_PAGES = FOLDER + "search/";

  public static final Duration SEARCH_PAGE_LIFETIME = Duration.ofDays(30);

  private WorkPaths() {}

  /** The folder of a date's queries. */
  public static String listing(LocalDate ds) {
    return LISTINGS + "ds=" + ds + "/";
  }

  /** The folder of a date's progress. */
  public static String checkpointFolder(LocalDate ds) {
    return CHECKPOINTS + "ds=" + ds + "/";
  }
}
