package pipeline.simulator.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import pipeline.simulator.api.Endpoint.MatchedRoute;
import pipeline.simulator.catalogue.Catalogue;
import pipeline.simulator.catalogue.SimAlbum;
import pipeline.simulator.catalogue.SimTrack;
import pipeline.simulator.http.HttpErrorException;
import pipeline.simulator.http.SimRequest;
import pipeline.simulator.http.SimulatorJson;
import pipeline.simulator.options.FaultKind;
import pipeline.simulator.options.QuotaMode;
import pipeline.simulator.options.SimulatorConfig;

/** The Web API: the responses to authorized requests. */
public final class WebApiEndpoints {
  private static final int MAX_BATCH_ALBUMS = 20;
  private static final int MAX_BATCH_TRACKS = 50;

  private final SimulatorConfig config;
  private final Clock clock;
  private final BiPredicate<FaultKind, String> hasFault;
  private final Catalogue catalogue;
  private final SearchEndpoint search;
  private final ArtistAlbumsEndpoint artistAlbums;
  private final PlaylistEndpoints playlists;

  /**
   * @param hasFault returns whether a fault of this kind affects the album with this ID
   */
  public WebApiEndpoints(
      SimulatorConfig config, Clock clock, BiPredicate<FaultKind, String> hasFault) {
    this.config = config;
    this.clock = clock;
    this.hasFault = hasFault;
    catalogue = new Catalogue(config.seed(), config.albums());
    search = new SearchEndpoint(catalogue, config.app());
    artistAlbums = new ArtistAlbumsEndpoint(catalogue, config.app());
    playlists = new PlaylistEndpoints(catalogue, clock);
  }

  /**
   * Returns the body of the response to a request.
   *
   * @param scopes the scopes of the token
   * @param shift the number of items by which the listing has shifted since the previous page
   * @throws HttpErrorException if the API refuses the request
   */
  public JsonObject answer(SimRequest request, MatchedRoute route, int scopes, int shift) {
    checkMethod(request.method(), route.endpoint());
    String market = request.parameters().get("market");
    if (market != null) {
      Markets.check(market);
    }
    JsonRenderer renderer =
        new JsonRenderer(
            request.origin() + "/v1",
            config.app(),
            market,
            catalogue,
            id -> hasFault.test(FaultKind.TAKEN_DOWN, id));
    ApiCall call = new ApiCall(request, route.id(), scopes, renderer, today(), shift);
    return switch (route.endpoint()) {
      case ME -> playlists.me(call);
      case PLAYLIST -> playlists.playlist(call);
      case PLAYLIST_ITEMS -> playlists.items(call, "item");
      case PLAYLIST_TRACKS -> {
        checkExtended();
        yield playlists.items(call, "track");
      }
      case NEW_RELEASES -> newReleases(call);
      case SEARCH -> search.answer(call);
      case ALBUM -> fullAlbum(require(call.id(), this::findAlbum), call);
      case ALBUM_TRACKS -> {
        SimAlbum album = require(call.id(), this::findAlbum);
        yield call.page(catalogue.tracks(album), renderer::track);
      }
      case ALBUMS ->
          batch("albums", MAX_BATCH_ALBUMS, call, id -> findAlbum(id).map(a -> fullAlbum(a, call)));
      case TRACK -> fullTrack(require(call.id(), catalogue::findTrack), call);
      case TRACKS ->
          batch(
              "tracks",
              MAX_BATCH_TRACKS,
              call,
              id -> catalogue.findTrack(id).map(track -> fullTrack(track, call)));
      case ARTIST -> renderer.artist(require(call.id(), catalogue::findArtist));
      case ARTIST_ALBUMS -> artistAlbums.answer(call, require(call.id(), catalogue::findArtist));
      case CLOSED -> throw HttpErrorException.forbidden();
      case AUTHORIZE, TOKEN, UNKNOWN ->
          throw new IllegalArgumentException("not an endpoint of the Web API: " + route);
    };
  }

  private static void checkMethod(String method, Endpoint endpoint) {
    boolean mayPost = endpoint == Endpoint.PLAYLIST_ITEMS || endpoint == Endpoint.PLAYLIST_TRACKS;
    if (endpoint == Endpoint.UNKNOWN) {
      throw new HttpErrorException(404, "Service not found");
    }
    if (!method.equals("GET") && !(mayPost && method.equals("POST"))) {
      throw HttpErrorException.methodNotAllowed(mayPost ? "GET, POST" : "GET");
    }
  }

  private LocalDate today() {
    LocalDate date = config.date();
    return date != null ? date : LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private JsonObject newReleases(ApiCall call) {
    checkExtended();
    JsonObject body = new JsonObject();
    body.add(
        "albums",
        call.page(
            catalogue.listing(call.today()),
            slot -> call.renderer().listedAlbum(catalogue.album(slot))));
    return body;
  }

  private JsonObject fullAlbum(SimAlbum album, ApiCall call) {
    JsonRenderer renderer = call.renderer();
    String address = renderer.api() + "/albums/" + album.id() + "/tracks";
    JsonObject body = renderer.fullAlbum(album);
    body.add(
        "tracks", PageRenderer.firstPage(call, address, catalogue.tracks(album), renderer::track));
    return body;
  }

  private JsonObject fullTrack(SimTrack track, ApiCall call) {
    return call.renderer().fullTrack(catalogue.album(track.slot()), track);
  }

  private JsonObject batch(
      String name, int maxIds, ApiCall call, Function<String, Optional<JsonObject>> find) {
    checkExtended();
    List<String> ids = List.of(call.parameters().getOrDefault("ids", "").split(",", -1));
    if (ids.size() > maxIds) {
      throw HttpErrorException.badRequest("Too many ids requested");
    }
    ids.forEach(WebApiEndpoints::checkId);
    JsonObject body = new JsonObject();
    body.add(
        name,
        SimulatorJson.array(
            ids, id -> find.apply(id).<JsonElement>map(found -> found).orElse(JsonNull.INSTANCE)));
    return body;
  }

  private void checkExtended() {
    if (config.app() == QuotaMode.DEVELOPMENT) {
      throw HttpErrorException.forbidden();
    }
  }

  private Optional<SimAlbum> findAlbum(String id) {
    return hasFault.test(FaultKind.GONE, id) ? Optional.empty() : catalogue.findAlbum(id);
  }

  private static <T> T require(String id, Function<String, Optional<T>> find) {
    checkId(id);
    return find.apply(id).orElseThrow(HttpErrorException::notFound);
  }

  static void checkId(String id) {
    if (!Catalogue.isId(id)) {
      throw HttpErrorException.badRequest("Invalid base62 id");
    }
  }
}
