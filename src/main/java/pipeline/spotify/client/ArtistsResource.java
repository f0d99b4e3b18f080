package pipeline.spotify.client;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.model.Artist;
import pipeline.spotify.api.AlbumGroup;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.json.AlbumParser;
import pipeline.spotify.json.ArtistParser;
import pipeline.spotify.paging.PageSizeNegotiator;
import pipeline.spotify.paging.PagedEndpoint;
import pipeline.spotify.paging.PagingContext;

/** One artist, and the artist's albums. */
final class ArtistsResource {
  /** More albums than any artist has: a longer list is an endless one. */
  private static final int MAX_RESULT_WINDOW = 10_000;

  private final PagingContext context;

  ArtistsResource(PagingContext context) {
    this.context = context;
  }

  Artist get(String id) {
    Artist artist =
        ArtistParser.parse(context.api().get("artist", context.api().endpoint(path(id)), Map.of()));
    if (artist == null) {
      throw new SpotifyException(
          SpotifyErrorKind.INCOMPLETE, "artist without an ID: " + path(id) + "; retry later");
    }
    return artist;
  }

  PagedEndpoint<Album> albums(String id, AlbumGroup group, @Nullable String market) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("include_groups", group.apiName());
    if (market != null) {
      parameters.put("market", market);
    }
    return new PagedEndpoint<>(
        context,
        PageSizeNegotiator.ARTIST_ALBUMS,
        context.api().endpoint(path(id) + "/albums"),
        parameters,
        (uri, all, offset) -> context.api().get(PageSizeNegotiator.ARTIST_ALBUMS, uri, all),
        (json, position) -> AlbumParser.parse(json),
        Album::id,
        true,
        MAX_RESULT_WINDOW);
  }

  private static String path(String id) {
    AlbumParser.checkId(id);
    return "/artists/" + id;
  }
}
