package pipeline.spotify.client;

import com.google.gson.JsonElement;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.spotify.api.PagedResult;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.json.AlbumParser;
import pipeline.spotify.paging.PagedEndpoint;
import pipeline.spotify.paging.PagingContext;

/** The listing of new releases. */
final class AlbumsResource {
  static final String NEW_RELEASES = "new-releases";
  static final String PATH = "/browse/new-releases";

  private final PagingContext context;

  AlbumsResource(PagingContext context) {
    this.context = context;
  }

  PagedResult<Album> newReleases(int maxAlbums) {
    return new PagedEndpoint<>(
            context,
            NEW_RELEASES,
            context.api().endpoint(PATH),
            Map.of(),
            this::send,
            (json, position) -> AlbumParser.parse(json),
            Album::id,
            true,
            Integer.MAX_VALUE)
        .list(maxAlbums);
  }

  /** Only the first page shows whether the app may read the listing; a later 404 is a bad page. */
  private @Nullable JsonElement send(URI uri, Map<String, String> parameters, int offset) {
    if (offset == 0) {
      return context.api().getUnlessClosed(NEW_RELEASES, uri, parameters).get("albums");
    }
    try {
      return context.api().get(NEW_RELEASES, uri, parameters).get("albums");
    } catch (SpotifyException failure) {
      if (failure.isMissing()) {
        return null;
      }
      throw failure;
    }
  }
}
