package pipeline.spotify.client;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pipeline.model.Track;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.http.JsonClient;
import pipeline.spotify.json.TrackParser;
import pipeline.spotify.paging.PageParser;
import pipeline.spotify.paging.Paginator;
import pipeline.spotify.paging.ResponsePage;

/** The first tracks that a search finds. */
final class TrackSearchResource {
  private static final String SEARCH = "search";
  private static final int REACH = 1000;

  private final JsonClient api;

  TrackSearchResource(JsonClient api) {
    this.api = api;
  }

  List<Track> first(String query, int most) {
    URI endpoint = api.endpoint("/search");
    ResponsePage<Track> slice = slice(endpoint, query, most);
    if (!slice.isValid()) {
      var config = new Paginator.PagingConfig(most, most, false, REACH);
      slice =
          new Paginator<Track>(at -> slice(endpoint, query, most), Track::position, config).page(0);
    }
    List<@Nullable Track> items = slice.items();
    if (items == null || slice.isMisplaced()) {
      throw new SpotifyException(
          SpotifyErrorKind.INCOMPLETE,
          "The search for \"%s\" is answered by no page, though asked again. Run again later."
              .formatted(query));
    }
    return items.stream().filter(Objects::nonNull).limit(most).toList();
  }

  private ResponsePage<Track> slice(URI endpoint, String query, int limit) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("q", query);
    parameters.put("type", "track");
    parameters.put("limit", Integer.toString(limit));
    parameters.put("offset", "0");
    return PageParser.from(api.get(SEARCH, endpoint, parameters).get("tracks"))
        .slice(0, limit, endpoint, TrackParser::parse);
  }
}
