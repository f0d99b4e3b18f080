package pipeline.simulator.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import pipeline.simulator.catalogue.AlbumSlot;
import pipeline.simulator.catalogue.Catalogue;
import pipeline.simulator.catalogue.SimAlbum;
import pipeline.simulator.catalogue.SimArtist;
import pipeline.simulator.http.HttpErrorException;
import pipeline.simulator.options.QuotaMode;

/**
 * The search endpoint. It searches albums, and returns these albums, the artists of the first 200
 * albums, and the first track of each album.
 */
final class SearchEndpoint {
  private static final int MAX_RESULT_WINDOW = 1000;
  private static final Set<String> TYPES = Set.of("album", "artist", "track");

  private final Catalogue catalogue;
  private final QuotaMode app;

  SearchEndpoint(Catalogue catalogue, QuotaMode app) {
    this.catalogue = catalogue;
    this.app = app;
  }

  JsonObject answer(ApiCall call) {
    Map<String, String> parameters = call.parameters();
    // Spotify accepts both names: clients send q, and Spotify's next links contain query.
    String query = parameters.getOrDefault("q", parameters.getOrDefault("query", ""));
    if (query.isBlank()) {
      throw HttpErrorException.badRequest("No search query");
    }
    List<String> types = types(parameters);
    PageRequest requested = PageRequest.parse(parameters, app.searchLimit(), app.searchDefault());
    if ((long) requested.offset() + requested.limit() > MAX_RESULT_WINDOW) {
      throw HttpErrorException.badRequest("Invalid offset");
    }
    List<AlbumSlot> found = reachable(catalogue.search(query, call.today()), requested);
    JsonRenderer renderer = call.renderer();
    JsonObject body = new JsonObject();
    for (String type : types) {
      SearchResultPage page =
          new SearchResultPage(
              PageRenderer.from(call, linkParameters(query, type)), requested, query);
      body.add(
          type + "s",
          switch (type) {
            case "artist" -> page.render(artists(found), renderer::artist);
            case "track" -> page.render(found, slot -> firstTrack(slot, renderer));
            default -> page.render(found, slot -> renderer.album(catalogue.album(slot)));
          });
    }
    return body;
  }

  /**
   * Returns the results that requests with this limit can reach. Later results cannot be requested,
   * because offset plus limit must not exceed 1000.
   */
  private static List<AlbumSlot> reachable(List<AlbumSlot> found, PageRequest requested) {
    int first = requested.offset() % requested.limit();
    int end = first + (MAX_RESULT_WINDOW - first) / requested.limit() * requested.limit();
    return found.subList(0, Math.min(end, found.size()));
  }

  private static List<String> types(Map<String, String> parameters) {
    String types = parameters.getOrDefault("type", "");
    if (types.isEmpty()) {
      throw HttpErrorException.badRequest("Missing parameter type");
    }
    List<String> all = List.of(types.split(",", -1));
    for (String type : all) {
      if (!TYPES.contains(type)) {
        throw HttpErrorException.badRequest("Bad search type field " + type);
      }
    }
    return all;
  }

  private static Map<String, String> linkParameters(String query, String type) {
    Map<String, String> linkParameters = new LinkedHashMap<>();
    linkParameters.put("query", query);
    linkParameters.put("type", type);
    return linkParameters;
  }

  private List<SimArtist> artists(List<AlbumSlot> found) {
    return found.stream()
        .limit(200)
        .flatMap(slot -> catalogue.album(slot).artists().stream())
        .distinct()
        .toList();
  }

  private JsonObject firstTrack(AlbumSlot slot, JsonRenderer renderer) {
    SimAlbum album = catalogue.album(slot);
    return renderer.fullTrack(album, catalogue.tracks(album).get(0));
  }

  private record SearchResultPage(PageRenderer renderer, PageRequest requested, String query) {
    <T> JsonObject render(List<T> all, Function<T, JsonElement> renderItem) {
      return renderer.page(all, requested, claimedTotal(all.size()), renderItem);
    }

    /**
     * Returns a total that, like Spotify's, is not the number of results and differs from page to
     * page.
     */
    int claimedTotal(int size) {
      int percent = 50 + Math.floorMod((query + requested.offset()).hashCode(), 100);
      int shown = Math.min(size, requested.offset() + requested.limit());
      return Math.max(shown, (int) ((long) size * percent / 100));
    }
  }
}
