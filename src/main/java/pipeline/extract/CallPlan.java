package pipeline.extract;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import pipeline.lake.Lake;
import pipeline.lake.store.ObjectInfo;
import pipeline.spotify.quota.FamilyUsage;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.stage.DateRules;

/**
 * An upper limit for the number of search and album calls in a backfill. The limit is valid if each
 * album has at most 50 tracks, and if one query is sufficient for a current listing. A listing of
 * new-releases without a maximum number of albums counts as 100 albums. Without a rebuild, a
 * historical date whose partitions exist counts as complete. All dates of a year share the search
 * pages of that year. A backfill sends fewer calls if some of the search pages or albums are
 * already stored.
 *
 * @param dates the number of dates to fetch
 * @param searchCalls the number of search pages
 * @param albums the number of albums whose tracks are fetched
 */
public record CallPlan(int dates, long searchCalls, long albums) {
  private static final int ALBUMS_PER_SEARCH_CALL = 10;

  /**
   * Creates the plan for a range of dates.
   *
   * @param refetch whether the tracks of all dates are fetched again
   */
  public static CallPlan create(
      Lake lake, LocalDate from, LocalDate to, ReleaseConfig config, boolean refetch, Instant now) {
    LocalDate end = to.plusDays(1);
    SortedMap<LocalDate, ObjectInfo> releases = lake.listPartitions(RawRelease.TABLE, from, end);
    SortedMap<LocalDate, ObjectInfo> tracks = lake.listPartitions(RawTrack.TABLE, from, end);
    int dates = 0;
    long searchCalls = 0;
    long albums = 0;
    List<LocalDate> listed = new ArrayList<>();
    Map<Integer, Integer> searchedDates = new TreeMap<>();
    for (LocalDate date = from; date.isBefore(end); date = date.plusDays(1)) {
      boolean isHistorical = DateRules.isHistorical(date, now);
      boolean isListed = !config.replace() && isHistorical && releases.containsKey(date);
      if (isListed && !refetch && tracks.containsKey(date)) {
        continue;
      }
      dates++;
      if (isListed) {
        listed.add(date);
      } else if (isHistorical) {
        searchedDates.merge(date.getYear(), 1, Integer::sum);
      } else {
        int maxAlbums =
            config.maxAlbums() == null
                ? CurrentListingFetcher.DEFAULT_SEARCH_LIMIT
                : config.maxAlbums();
        searchCalls += divideUp(maxAlbums, ALBUMS_PER_SEARCH_CALL);
        albums += maxAlbums;
      }
    }
    for (long rows :
        lake.readAll(
            listed,
            date -> lake.partition(RawRelease.TABLE, date, releases.get(date)).footer().rows())) {
      albums += rows;
    }
    for (int datesOfYear : searchedDates.values()) {
      long found = (long) config.maxSearchCalls() * ALBUMS_PER_SEARCH_CALL;
      searchCalls += config.maxSearchCalls();
      albums +=
          config.maxAlbums() == null
              ? found
              : Math.min(found, (long) datesOfYear * config.maxAlbums());
    }
    return new CallPlan(dates, searchCalls, albums);
  }

  private static long divideUp(long number, int divisor) {
    return (number + divisor - 1) / divisor;
  }

  /**
   * Returns the plan as a text.
   *
   * @param batchSize the number of albums per call
   * @param usage the calls that currently count toward the daily quotas, and the known limits
   */
  public String format(int batchSize, List<FamilyUsage> usage) {
    long albumCalls = divideUp(albums, batchSize);
    String days =
        usage.stream()
            .filter(family -> family.limit() != null)
            .map(
                family ->
                    switch (family.family()) {
                      case SEARCH -> formatDays(searchCalls, family);
                      case ALBUMS -> formatDays(albumCalls, family);
                      default -> "";
                    })
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining("; "));
    return "plan: %d %s to fetch; at most %d calls to search and %d to albums, plus one for each"
            .formatted(dates, dates == 1 ? "date" : "dates", searchCalls, albumCalls)
        + " further page of up to 50 tracks of an album; "
        + (days.isEmpty() ? "no daily limit is known" : days);
  }

  private static String formatDays(long needed, FamilyUsage usage) {
    int limit = Objects.requireNonNull(usage.limit());
    long left = Math.max(0, limit - usage.used());
    long days = needed <= left ? 1 : 1 + divideUp(needed - left, limit);
    return "%s needs about %d %s, with %d of %d daily calls left"
        .formatted(usage.family().label(), days, days == 1 ? "day" : "days", left, limit);
  }
}
