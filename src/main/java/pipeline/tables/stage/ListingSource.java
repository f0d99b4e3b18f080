package pipeline.tables.stage;

import java.util.Locale;

/** The API call that a listing comes from. */
public enum ListingSource {
  NEW_RELEASES,
  SEARCH_NEW,
  SEARCH_BY_DATE,
  WATCH_LIST;

  /** Returns the value of the column {@code source}. */
  public String columnValue() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether this API call has a parameter for the market. */
  public boolean hasMarket() {
    return this != NEW_RELEASES;
  }
}
