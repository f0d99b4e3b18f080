package pipeline.extract;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.spotify.Page;
import pipeline.spotify.SpotifyApi;
import pipeline.tables.Source;

/** The releases of watched artists and labels: one search each, its first page. */
final class WatchList {
  private static final int PAGE = 10;

  private final SpotifyApi spotify;
  private final List<String> watched;
  private final @Nullable String market;
  private final Instant now;

  /**
   * Prepares the searches.
   *
   * @param watched search filters, such as {@code artist:"Björk"}
   */
  WatchList(SpotifyApi spotify, List<String> watched, @Nullable String market, Instant now) {
    this.spotify = spotify;
    this.watched = watched;
    this.market = market;
    this.now = now;
  }

  /** What is new now. */
  Taken current() {
    return take("tag:new", null);
  }

  /** What was released on a date that has passed. */
  Taken of(LocalDate ds) {
    return take("year:" + ds.getYear(), ds);
  }

  private Taken take(String filter, @Nullable LocalDate ds) {
    Map<String, Album> found = new LinkedHashMap<>();
    boolean truncated = false;
    for (String watch : watched) {
      Page page = spotify.searchPage(watch + " " + filter, market, 0, PAGE);
      truncated |= page.more();
      for (Album album : page.albums()) {
        if (ds == null || LookBack.isOf(ds, album)) {
          found.putIfAbsent(album.id(), album);
        }
      }
    }
    return new Taken(Source.WATCH_LIST, List.copyOf(found.values()), false, truncated, null, now);
  }
}
