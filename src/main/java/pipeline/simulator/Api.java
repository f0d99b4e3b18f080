package pipeline.simulator;

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
import pipeline.simulator.Endpoint.Route;
import pipeline.simulator.catalogue.Catalogue;
import pipeline.simulator.catalogue.Release;

/** The Web API: what an authorized request is answered. */
final class Api {
  private static final int PAGE = 50;
  private static final int USUAL_PAGE = 20;
  private static final int ALBUM_BATCH = 20;
  private static final int TRACK_BATCH = 50;

  private final Catalogue catalogue;
  private final AppKind app;
  private final Supplier<LocalDate> today;
  private final Predicate<String> gone;
  private final SearchEndpoint search;
  private final ArtistAlbums artistAlbums;

  /**
   * @param gone ids of albums that are in listings but are no more
   */
  Api(Catalogue catalogue, AppKind app, Supplier<LocalDate> today, Predicate<String> gone) {
    this.catalogue = catalogue;
    this.app = app;
    this.today = today;
    this.gone = gone;
    search = new SearchEndpoint(catalogue, app);
    artistAlbums = new ArtistAlbums(catalogue, app);
  }

  JsonObject answer(Request request, Route route) {
    Map<String, String> parameters = request.parameters();
    if (parameters.containsKey("market")) {
      Markets.check(parameters.get("market"));
    }
    Render render = new Render(request.origin() + "/v1", app);
    return switch (route.endpoint()) {
      case NEW_RELEASES -> newReleases(request, parameters, render);
      case SEARCH -> search.answer(request, parameters, render, today.get());
      case ALBUM -> fullAlbum(release(route.id()), render);
      case ALBUM_TRACKS -> albumTracks(request, parameters, release(route.id()), render);
      case ALBUMS -> albums(parameters, render);
      case TRACK -> track(route.id(), render);
      case TRACKS -> tracks(parameters, render);
      case ARTIST -> render.artist(known(route.id(), catalogue::performer));
      case ARTIST_ALBUMS ->
          artistAlbums.answer(
              request, parameters, known(route.id(), catalogue::performer), render, today.get());
      case CLOSED -> throw Refusal.forbidden();
      case AUTHORIZE, TOKEN, ME, PLAYLIST, PLAYLIST_ITEMS, PLAYLIST_TRACKS, UNKNOWN ->
          throw new Refusal(404, "Service not found");
    };
  }

  private JsonObject newReleases(Request request, Map<String, String> parameters, Render render) {
    extendedOnly();
    Window window = Window.of(parameters, PAGE, USUAL_PAGE);
    JsonObject page =
        Paging.of(request, Map.of())
            .page(
                catalogue.listing(today.get()),
                window,
                slot -> render.listedAlbum(catalogue.release(slot)));
    JsonObject body = new JsonObject();
    body.add("albums", page);
    return body;
  }

  private JsonObject albumTracks(
      Request request, Map<String, String> parameters, Release release, Render render) {
    Window window = Window.of(parameters, PAGE, USUAL_PAGE);
    return Paging.of(request, Map.of()).page(catalogue.recordings(release), window, render::track);
  }

  private JsonObject fullAlbum(Release release, Render render) {
    JsonObject album = render.fullAlbum(release);
    String address = render.api() + "/albums/" + release.id() + "/tracks";
    JsonObject tracks =
        new Paging(address, Map.of(), 0)
            .page(catalogue.recordings(release), new Window(0, PAGE), render::track);
    album.add("tracks", tracks);
    return album;
  }

  private JsonObject albums(Map<String, String> parameters, Render render) {
    return batch("albums", parameters, ALBUM_BATCH, id -> found(id).map(r -> fullAlbum(r, render)));
  }

  private JsonObject tracks(Map<String, String> parameters, Render render) {
    return batch(
        "tracks",
        parameters,
        TRACK_BATCH,
        id -> catalogue.recording(id).map(ignored -> track(id, render)));
  }

  private JsonObject track(String id, Render render) {
    Release release = known(id, catalogue::releaseOfTrack);
    return render.fullTrack(release, known(id, catalogue::recording));
  }

  private JsonObject batch(
      String name,
      Map<String, String> parameters,
      int most,
      Function<String, Optional<JsonObject>> find) {
    extendedOnly();
    List<String> ids = List.of(parameters.getOrDefault("ids", "").split(",", -1));
    if (ids.size() > most) {
      throw Refusal.badRequest("Too many ids requested");
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

  private void extendedOnly() {
    if (app == AppKind.DEVELOPMENT) {
      throw Refusal.forbidden();
    }
  }

  private Release release(String id) {
    return known(id, this::found);
  }

  private Optional<Release> found(String id) {
    return gone.test(id) ? Optional.empty() : catalogue.release(id);
  }

  private static <T> T known(String id, Function<String, Optional<T>> find) {
    checkId(id);
    return find.apply(id).orElseThrow(Refusal::notFound);
  }

  private static void checkId(String id) {
    if (!Catalogue.isId(id)) {
      throw Refusal.badRequest("Invalid base62 id");
    }
  }
}
