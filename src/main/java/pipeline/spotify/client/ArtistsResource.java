package pipeline.spotify.client;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.model.Artist;
import pipeline.spotify.api.AlbumGroup;
import pipeline.spotify.api.PagedResult;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.http.JsonClient;
import pipeline.spotify.json.AlbumParser;
import pipeline.spotify.json.ArtistParser;
import pipeline.spotify.paging.PageSizeNegotiator;
import pipeline.spotify.paging.PagedEndpoint;
import pipeline.spotify.paging.Paginator;

/** One artist, and the albums that have to do with them. */
final class ArtistsResource {
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z]{1,64}");

  /** Nobody has more albums; what goes on and on is no list. */
  private static final int MAX_RESULT_WINDOW = 10_000;

  private final JsonClient api;
  private final PageSizeNegotiator sizes;
  private final Executor threads;
  private final boolean allowPartial;

  ArtistsResource(
      JsonClient api, PageSizeNegotiator sizes, Executor threads, boolean allowPartial) {
    this.api = api;
    this.sizes = sizes;
    this.threads = threads;
    this.allowPartial = allowPartial;
  }

  Artist get(String id) {
    JsonObject json = api.get("artist", api.endpoint(path(id)), Map.of());
    Artist artist = ArtistParser.parse(json);
    if (artist == null) {
      throw new SpotifyException(
          SpotifyErrorKind.INCOMPLETE,
          path(id) + " gave an artist without an id. Run again later.");
    }
    return artist;
  }

  PagedResult<Album> albums(String id, AlbumGroup group, @Nullable String market, int maxAlbums) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("include_groups", group.apiName());
    if (market != null) {
      parameters.put("market", market);
    }
    var rows =
        new PagedEndpoint<>(
            api,
            PageSizeNegotiator.ARTIST_ALBUMS,
            api.endpoint(path(id) + "/albums"),
            parameters,
            answer -> answer,
            (json, position) -> AlbumParser.parse(json),
            Album::id,
            threads);
    return sizes.fetchWithLargestPage(
        PageSizeNegotiator.ARTIST_ALBUMS,
        maxAlbums,
        limit ->
            rows.read(
                new Paginator.PagingConfig(maxAlbums, limit, true, MAX_RESULT_WINDOW),
                allowPartial));
  }

  private static String path(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("no artist id: " + id);
    }
    return "/artists/" + id;
  }
}
