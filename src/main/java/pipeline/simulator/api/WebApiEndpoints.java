package pipeline.simulator.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import pipeline.simulator.api.Endpoint.MatchedRoute;
import pipeline.simulator.catalogue.Catalogue;
import pipeline.simulator.catalogue.SimAlbum;
import pipeline.simulator.http.HttpErrorException;
import pipeline.simulator.http.SimRequest;
import pipeline.simulator.options.QuotaMode;

/** The Web API: what an authorized request is answered. */
public final class WebApiEndpoints {
  private static final int MAX_PAGE_SIZE = 50;
  private static final int DEFAULT_PAGE_SIZE = 20;
  private static final int ALBUM_BATCH = 20;
  private static final int TRACK_BATCH = 50;

  private final Catalogue catalogue;
  private final QuotaMode app;
  private final Supplier<LocalDate> today;
  private final Predicate<String> isDeleted;
  private final SearchEndpoint search;
  private final ArtistAlbumsEndpoint artistAlbums;

  /**
   * @param gone ids of albums that are in listings but are no more
   */
  public WebApiEndpoints(
      Catalogue catalogue, QuotaMode app, Supplier<LocalDate> today, Predicate<String> gone) {
    this.catalogue = catalogue;
    this.app = app;
    this.today = today;
    this.isDeleted = gone;
    search = new SearchEndpoint(catalogue, app);
    artistAlbums = new ArtistAlbumsEndpoint(catalogue, app);
  }

  public JsonObject answer(SimRequest request, MatchedRoute route) {
    Map<String, String> parameters = request.parameters();
    if (parameters.containsKey("market")) {
      Markets.check(parameters.get("market"));
    }
    JsonRenderer render = new JsonRenderer(request.origin() + "/v1", app);
    return switch (route.endpoint()) {
      case NEW_RELEASES -> newReleases(request, parameters, render);
      case SEARCH -> search.answer(request, parameters, render, today.get());
      case ALBUM -> fullAlbum(requireRelease(route.id()), render);
      case ALBUM_TRACKS -> albumTracks(request, parameters, requireRelease(route.id()), render);
      case ALBUMS -> albums(parameters, render);
      case TRACK -> track(route.id(), render);
      case TRACKS -> tracks(parameters, render);
      case ARTIST -> render.artist(require(route.id(), catalogue::performer));
      case ARTIST_ALBUMS ->
          artistAlbums.answer(
              request, parameters, require(route.id(), catalogue::performer), render, today.get());
      case CLOSED -> throw HttpErrorException.forbidden();
      case AUTHORIZE, TOKEN, ME, PLAYLIST, PLAYLIST_ITEMS, PLAYLIST_TRACKS, UNKNOWN ->
          throw new HttpErrorException(404, "Service not found");
    };
  }

  private JsonObject newReleases(
      SimRequest request, Map<String, String> parameters, JsonRenderer render) {
    checkExtended();
    PageRequest window = PageRequest.parse(parameters, MAX_PAGE_SIZE, DEFAULT_PAGE_SIZE);
    JsonObject page =
        PageRenderer.from(request, Map.of())
            .page(
                catalogue.listing(today.get()),
                window,
                slot -> render.listedAlbum(catalogue.release(slot)));
    JsonObject body = new JsonObject();
    body.add("albums", page);
    return body;
  }

  private JsonObject albumTracks(
      SimRequest request, Map<String, String> parameters, SimAlbum release, JsonRenderer render) {
    PageRequest window = PageRequest.parse(parameters, MAX_PAGE_SIZE, DEFAULT_PAGE_SIZE);
    return PageRenderer.from(request, Map.of())
        .page(catalogue.recordings(release), window, render::track);
  }

  private JsonObject fullAlbum(SimAlbum release, JsonRenderer render) {
    JsonObject album = render.fullAlbum(release);
    String address = render.api() + "/albums/" + release.id() + "/tracks";
    JsonObject tracks =
        new PageRenderer(address, Map.of(), 0)
            .page(catalogue.recordings(release), new PageRequest(0, MAX_PAGE_SIZE), render::track);
    album.add("tracks", tracks);
    return album;
  }

  private JsonObject albums(Map<String, String> parameters, JsonRenderer render) {
    return batch(
        "albums", parameters, ALBUM_BATCH, id -> findRelease(id).map(r -> fullAlbum(r, render)));
  }

  private JsonObject tracks(Map<String, String> parameters, JsonRenderer render) {
    return batch(
        "tracks",
        parameters,
        TRACK_BATCH,
        id -> catalogue.recording(id).map(ignored -> track(id, render)));
  }

  private JsonObject track(String id, JsonRenderer render) {
    SimAlbum release = require(id, catalogue::releaseOfTrack);
    return render.fullTrack(release, require(id, catalogue::recording));
  }

  private JsonObject batch(
      String name,
      Map<String, String> parameters,
      int maxIds,
      Function<String, Optional<JsonObject>> find) {
    checkExtended();
    List<String> ids = List.of(parameters.getOrDefault("ids", "").split(",", -1));
    if (ids.size() > maxIds) {
      throw HttpErrorException.badRequest("Too many ids requested");
    }
    JsonArray found = new JsonArray();
    for (String id : ids) {
      checkId(id);
      found.add(find.apply(id).<JsonElement>map(body -> body).orElse(JsonNull.INSTANCE));
    }
    JsonObject body = new JsonObject();
    body.add(name, found);
    return body;
  }

  private void checkExtended() {
    if (app == QuotaMode.DEVELOPMENT) {
      throw HttpErrorException.forbidden();
    }
  }

  private SimAlbum requireRelease(String id) {
    return require(id, this::findRelease);
  }

  private Optional<SimAlbum> findRelease(String id) {
    return isDeleted.test(id) ? Optional.empty() : catalogue.release(id);
  }

  private static <T> T require(String id, Function<String, Optional<T>> find) {
    checkId(id);
    return find.apply(id).orElseThrow(HttpErrorException::notFound);
  }

  private static void checkId(String id) {
    if (!Catalogue.isId(id)) {
      throw HttpErrorException.badRequest("Invalid base62 id");
    }
  }
}
