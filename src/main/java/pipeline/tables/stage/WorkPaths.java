package pipeline.tables.stage;

import java.time.Duration;
import java.time.LocalDate;

/** The folders below {@code work/}. */
public final class WorkPaths {
  public static final String FOLDER = "work/";

  /** The folder of the checkpoints of extract-tracks: tracks that are fetched but not published. */
  public static final String CHECKPOINTS = FOLDER + Stage.EXTRACT_TRACKS.command() + "/";

  /**
   * The folder of the checkpoints of extract-releases: results of searches for current dates whose
   * listing is not published yet.
   */
  public static final String LISTINGS = FOLDER + Stage.EXTRACT_RELEASES.command() + "/";

  /** The folder of the pages of historical searches. */
  public static final String SEARCH_PAGES = FOLDER + "search/";

  public static final Duration SEARCH_PAGE_LIFETIME = Duration.ofDays(30);

  private WorkPaths() {}

  /** Returns the folder of a date's search checkpoints. */
  public static String listing(LocalDate ds) {
    return LISTINGS + "ds=" + ds + "/";
  }

  /** Returns the folder of a date's track checkpoints. */
  public static String checkpointFolder(LocalDate ds) {
    return CHECKPOINTS + "ds=" + ds + "/";
  }
}
