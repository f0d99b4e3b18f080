package pipeline.simulator.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import pipeline.simulator.catalogue.AlbumSlot;
import pipeline.simulator.catalogue.Catalogue;
import pipeline.simulator.catalogue.SimArtist;
import pipeline.simulator.http.HttpErrorException;
import pipeline.simulator.http.SimRequest;
import pipeline.simulator.options.QuotaMode;

/** Search for albums, and for the tracks and artists that come with the albums found. */
final class SearchEndpoint {
  private static final int MAX_RESULT_WINDOW = 1000;
  private static final Set<String> TYPES = Set.of("album", "artist", "track");

  private final Catalogue catalogue;
  private final QuotaMode app;

  SearchEndpoint(Catalogue catalogue, QuotaMode app) {
    this.catalogue = catalogue;
    this.app = app;
  }

  JsonObject answer(
      SimRequest request, Map<String, String> parameters, JsonRenderer render, LocalDate today) {
    // Spotify's own `next` says query where people say q; it takes both.
    String query = parameters.getOrDefault("q", parameters.getOrDefault("query", ""));
    if (query.isBlank()) {
      throw HttpErrorException.badRequest("No search query");
    }
    List<String> types = types(parameters);
    PageRequest window = PageRequest.parse(parameters, app.searchLimit(), app.searchDefault());
    if ((long) window.offset() + window.limit() > MAX_RESULT_WINDOW) {
      throw HttpErrorException.badRequest("Invalid offset");
    }
    List<AlbumSlot> found = reachable(catalogue.search(query, today), window);
    JsonObject body = new JsonObject();
    for (String type : types) {
      PageRenderer paging = PageRenderer.from(request, linkParameters(parameters, query, type));
      body.add(type + "s", page(type, query, found, paging, window, render));
    }
    return body;
  }

  /** Without what a page of this size could not reach: no next may lead to a refusal. */
  private static List<AlbumSlot> reachable(List<AlbumSlot> found, PageRequest window) {
    int first = window.offset() % window.limit();
    int end = first + (MAX_RESULT_WINDOW - first) / window.limit() * window.limit();
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

  private static Map<String, String> linkParameters(
      Map<String, String> parameters, String query, String type) {
    Map<String, String> linkParameters = new LinkedHashMap<>();
    linkParameters.put("query", query);
    linkParameters.put("type", type);
    if (parameters.containsKey("market")) {
      linkParameters.put("market", parameters.get("market"));
    }
    return linkParameters;
  }

  private JsonObject page(
      String type,
      String query,
      List<AlbumSlot> found,
      PageRenderer paging,
      PageRequest window,
      JsonRenderer render) {
    return switch (type) {
      case "artist" -> page(performers(found), query, paging, window, render::artist);
      case "track" -> page(found, query, paging, window, slot -> firstTrack(slot, render));
      default -> page(found, query, paging, window, slot -> render.album(catalogue.release(slot)));
    };
  }

  private static <T> JsonObject page(
      List<T> all,
      String query,
      PageRenderer paging,
      PageRequest window,
      Function<T, JsonElement> render) {
    return paging.page(all, window, claimedTotal(all.size(), query, window), render);
  }

  /** As with Spotify not a count: it differs from page to page, but covers the page itself. */
  private static int claimedTotal(int size, String query, PageRequest window) {
    int percent = 50 + Math.floorMod((query + window.offset()).hashCode(), 100);
    int shown = Math.min(size, window.offset() + window.limit());
    return Math.max(shown, (int) ((long) size * percent / 100));
  }

  private List<SimArtist> performers(List<AlbumSlot> found) {
    return found.stream()
        .limit(200)
        .flatMap(slot -> catalogue.release(slot).performers().stream())
        .distinct()
        .toList();
  }

  private JsonObject firstTrack(AlbumSlot slot, JsonRenderer render) {
    var release = catalogue.release(slot);
    return render.fullTrack(release, catalogue.recordings(release).get(0));
  }
}
