package pipeline.spotify;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pipeline.model.Artist;
import pipeline.model.FoundTrack;
import pipeline.model.Track;

/** Searches for what is no album: artists and tracks. */
final class Searches {
  private final JsonApi api;
  private final PageSizes sizes;
  private final Executor threads;
  private final boolean allowPartial;

  Searches(JsonApi api, PageSizes sizes, Executor threads, boolean allowPartial) {
    this.api = api;
    this.sizes = sizes;
    this.threads = threads;
    this.allowPartial = allowPartial;
  }

  Found<Artist> artists(String query, @Nullable String market, int most) {
    return search(
        "artist",
        query,
        market,
        most,
        (json, position) -> WireArtist.of(json),
        artist -> Objects.requireNonNull(artist.id()));
  }

  Found<FoundTrack> tracks(String query, @Nullable String market, int most) {
    return search(
        "track",
        query,
        market,
        most,
        Searches::track,
        found -> Objects.requireNonNull(found.track().id()));
  }

  private static @Nullable FoundTrack track(JsonObject json, int position) {
    Track track = WireTrack.of(json, position);
    if (track.id() == null) {
      return null;
    }
    return json.get("album") instanceof JsonObject album
        ? new FoundTrack(track, WireAlbum.of(album))
        : new FoundTrack(track, null);
  }

  private <T> Found<T> search(
      String type,
      String query,
      @Nullable String market,
      int most,
      WirePage.Row<T> row,
      Function<T, Object> key) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("q", query);
    parameters.put("type", type);
    if (market != null) {
      parameters.put("market", market);
    }
    var rows =
        new PagedRows<>(
            api,
            PageSizes.SEARCH,
            api.endpoint("/search"),
            parameters,
            answer -> answer.get(type + "s"),
            row,
            key,
            threads);
    return sizes.largest(
        PageSizes.SEARCH,
        most,
        limit -> rows.read(new Pages.Rules(most, limit, false, Albums.SEARCH_REACH), allowPartial));
  }
}
