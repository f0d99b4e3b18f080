package pipeline.tables.stage;

import java.util.Locale;

/** Where a listing of releases came from. */
public enum ListingSource {
  NEW_RELEASES,
  SEARCH_NEW,
  SEARCH_BY_DATE,
  WATCH_LIST;

  /** As it stands in the tables. */
  public String columnValue() {
    return name().toLowerCase(Locale.ROOT);
  }
}
