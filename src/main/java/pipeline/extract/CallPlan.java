package pipeline.extract;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import pipeline.lake.Lake;
import pipeline.lake.store.ObjectInfo;
import pipeline.spotify.api.EndpointFamily;
import pipeline.spotify.quota.FamilyUsage;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.stage.DateRules;

/**
 * The largest number of calls to Spotify that the dates of a backfill need, if each album needs one
 * call. An album with more than 50 tracks needs more. The search pages of a year serve all of its
 * dates. Pages and albums that are already stored can make the real number smaller.
 *
 * @param dates the number of dates that have no tracks yet
 * @param calls the number of calls by endpoint family
 */
public record CallPlan(int dates, Map<EndpointFamily, Integer> calls) {
  private static final int ALBUMS_PER_SEARCH_CALL = 10;

  public CallPlan {
    calls = Map.copyOf(calls);
  }

  /**
   * Counts the calls for the dates of a range.
   *
   * @param batchSize the number of albums per call for tracks
   */
  public static CallPlan create(
      Lake lake, LocalDate from, LocalDate to, ReleaseConfig config, int batchSize, Instant now) {
    SortedMap<LocalDate, ObjectInfo> releases =
        lake.listPartitions(RawRelease.TABLE, from, to.plusDays(1));
    SortedMap<LocalDate, ObjectInfo> tracks =
        lake.listPartitions(RawTrack.TABLE, from, to.plusDays(1));
    int dates = 0;
    int searchCalls = 0;
    long albums = 0;
    Map<Integer, Integer> searchedDates = new TreeMap<>();
    for (LocalDate date = from; !date.isAfter(to); date = date.plusDays(1)) {
      if (tracks.containsKey(date)) {
        continue;
      }
      dates++;
      if (releases.containsKey(date)) {
        albums += lake.partition(RawRelease.TABLE, date, releases.get(date)).footer().rows();
      } else if (DateRules.isHistorical(date, now)) {
        searchedDates.merge(date.getYear(), 1, Integer::sum);
      } else {
        int listed =
            config.maxAlbums() == null
                ? CurrentListingFetcher.DEFAULT_SEARCH_LIMIT
                : config.maxAlbums();
        searchCalls += divideUp(listed, ALBUMS_PER_SEARCH_CALL);
        albums += listed;
      }
    }
    for (int datesOfYear : searchedDates.values()) {
      searchCalls += config.maxSearchCalls();
      long found = (long) config.maxSearchCalls() * ALBUMS_PER_SEARCH_CALL;
      albums +=
          config.maxAlbums() == null
              ? found
              : Math.min(found, (long) datesOfYear * config.maxAlbums());
    }
    Map<EndpointFamily, Integer> calls = new EnumMap<>(EndpointFamily.class);
    calls.put(EndpointFamily.SEARCH, searchCalls);
    calls.put(EndpointFamily.ALBUMS, Math.toIntExact(divideUp(albums, batchSize)));
    return new CallPlan(dates, calls);
  }

  private static int divideUp(int number, int divisor) {
    return (number + divisor - 1) / divisor;
  }

  private static long divideUp(long number, int divisor) {
    return (number + divisor - 1) / divisor;
  }

  /**
   * Returns the plan as a text.
   *
   * @param usage the calls that count now, and the known limits
   */
  public String format(List<FamilyUsage> usage) {
    if (dates == 0) {
      return "plan: all dates have tracks, so few calls to Spotify are needed";
    }
    String needed =
        calls.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(call -> "%d %s".formatted(call.getValue(), call.getKey().label()))
            .collect(Collectors.joining(" and ", "", " calls"));
    String days =
        usage.stream()
            .filter(family -> family.limit() != null && calls.containsKey(family.family()))
            .map(this::formatDays)
            .collect(Collectors.joining("; "));
    return "plan: %d dates without tracks need at most %s, and one call for each further 50 tracks of an album%s"
        .formatted(dates, needed, days.isEmpty() ? "; no daily limit is known" : "; " + days);
  }

  private String formatDays(FamilyUsage usage) {
    int limit = usage.limit();
    int left = Math.max(0, limit - usage.used());
    int needed = calls.getOrDefault(usage.family(), 0);
    int days = needed <= left ? 1 : 1 + divideUp(needed - left, limit);
    return "with %d of %d %s calls left in 24 hours: about %d %s"
        .formatted(left, limit, usage.family().label(), days, days == 1 ? "day" : "days");
  }
}
