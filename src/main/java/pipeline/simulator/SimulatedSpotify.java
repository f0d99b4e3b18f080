package pipeline.simulator;

import com.google.gson.JsonObject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import pipeline.simulator.accounts.AccessTokenIssuer;
import pipeline.simulator.accounts.AccountsEndpoints;
import pipeline.simulator.accounts.RefreshTokenIssuer;
import pipeline.simulator.accounts.Scopes;
import pipeline.simulator.api.Endpoint;
import pipeline.simulator.api.Endpoint.MatchedRoute;
import pipeline.simulator.api.JsonRenderer;
import pipeline.simulator.api.PlaylistEndpoints;
import pipeline.simulator.api.RequestCounter;
import pipeline.simulator.api.WebApiEndpoints;
import pipeline.simulator.catalogue.Catalogue;
import pipeline.simulator.fault.FaultPlan;
import pipeline.simulator.fault.PageFault;
import pipeline.simulator.fault.RequestQuota;
import pipeline.simulator.fault.ResponseFault;
import pipeline.simulator.http.HttpErrorException;
import pipeline.simulator.http.SimRequest;
import pipeline.simulator.http.SimResponse;
import pipeline.simulator.options.Fault;
import pipeline.simulator.options.FaultKind;
import pipeline.simulator.options.SimulatorConfig;

/** The core: from request to reply, without sockets. Safe for many threads. */
final class SimulatedSpotify {
  private final SimulatorConfig options;
  private final AccessTokenIssuer tokens;
  private final RefreshTokenIssuer refreshTokens;
  private final AccountsEndpoints accounts;
  private final RequestQuota quota;
  private final FaultPlan plan;
  private final WebApiEndpoints api;
  private final PlaylistEndpoints playlists;
  private final RequestCounter counter = new RequestCounter();

  SimulatedSpotify(SimulatorConfig options, Clock clock) {
    this.options = options;
    tokens = new AccessTokenIssuer("BQsim", options.seed(), clock, options.tokenSeconds());
    refreshTokens = new RefreshTokenIssuer(options.seed(), clock, options.refreshTokens());
    accounts = new AccountsEndpoints(options, clock, tokens, refreshTokens);
    quota = new RequestQuota(options.quota(), clock);
    plan = new FaultPlan(options.faults(), options.seed());
    Catalogue catalogue = new Catalogue(options.seed(), options.albums());
    api =
        new WebApiEndpoints(catalogue, options.app(), () -> today(options, clock), plan::isDeleted);
    playlists = new PlaylistEndpoints(catalogue, options.app(), clock);
  }

  private static LocalDate today(SimulatorConfig options, Clock clock) {
    LocalDate date = options.date();
    return date != null ? date : LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /** A refresh token of a user who has agreed to all that the simulator knows. */
  String refreshToken() {
    return refreshTokens.issue(Scopes.ALL);
  }

  Map<String, Long> requestsByKind() {
    return counter.byKind();
  }

  SimResponse reply(SimRequest request) {
    MatchedRoute route = Endpoint.route(request.path());
    counter.count(route.endpoint());
    return answer(request, route).withDelay(options.latencyMillis());
  }

  private SimResponse answer(SimRequest request, MatchedRoute route) {
    Optional<Fault> fault = plan.findResponseFault(request);
    if (fault.isEmpty()) {
      return answerNormally(request, route);
    }
    return switch (fault.get().kind()) {
      case CUT ->
          answerNormally(request, route).withDelivery(SimResponse.ResponseDelivery.TRUNCATED);
      case CLOSED -> answerNormally(request, route).withDelivery(SimResponse.ResponseDelivery.NONE);
      case APPLIED -> appliedOnly(request, route);
      case SLOW -> answerNormally(request, route).withDelay(millis(fault.get()));
      default -> ResponseFault.create(fault.get(), request);
    };
  }

  private SimResponse appliedOnly(SimRequest request, MatchedRoute route) {
    SimResponse applied = answerNormally(request, route);
    return applied.status() < 300 ? SimResponse.error(500, "Server error.") : applied;
  }

  private static int millis(Fault fault) {
    return Integer.parseInt(fault.setting("ms", "3000"));
  }

  private SimResponse answerNormally(SimRequest request, MatchedRoute route) {
    if (route.endpoint() == Endpoint.TOKEN) {
      return accounts.token(request);
    }
    if (route.endpoint() == Endpoint.AUTHORIZE) {
      return accounts.authorize(request);
    }
    long wait = quota.secondsToWait();
    if (wait > 0) {
      return ResponseFault.withRetryAfter(
          SimResponse.error(429, "API rate limit exceeded"), Long.toString(wait));
    }
    try {
      int scopes = authorize(request);
      boolean adds = request.method().equals("POST") && isPlaylistItems(route.endpoint());
      return SimResponse.json(adds ? 201 : 200, body(request, route, scopes));
    } catch (HttpErrorException refusal) {
      return refusal.toReply();
    }
  }

  private static boolean isPlaylistItems(Endpoint endpoint) {
    return endpoint == Endpoint.PLAYLIST_ITEMS || endpoint == Endpoint.PLAYLIST_TRACKS;
  }

  /** The scopes of the request's token. */
  private int authorize(SimRequest request) {
    String header = request.authorization();
    if (header == null) {
      throw new HttpErrorException(401, "No token provided");
    }
    if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw new HttpErrorException(400, "Only valid bearer authentication supported");
    }
    AccessTokenIssuer.TokenCheckResult token = tokens.verify(header.substring(7).trim());
    return switch (token.state()) {
      case EXPIRED -> throw new HttpErrorException(401, "The access token expired");
      case UNKNOWN -> throw new HttpErrorException(401, "Invalid access token");
      case VALID -> token.scopes();
    };
  }

  private JsonObject body(SimRequest request, MatchedRoute route, int scopes) {
    if (route.endpoint() == Endpoint.UNKNOWN) {
      throw new HttpErrorException(404, "Service not found");
    }
    boolean adds = request.method().equals("POST") && isPlaylistItems(route.endpoint());
    if (!adds && !request.method().equals("GET")) {
      throw new HttpErrorException(405, "Method not allowed");
    }
    SimRequest effective = plan.isListingShifted(request) ? request.withShift(1) : request;
    JsonRenderer render = new JsonRenderer(request.origin() + "/v1", options.app());
    JsonObject body =
        switch (route.endpoint()) {
          case ME -> playlists.me(render, scopes);
          case PLAYLIST -> playlists.playlist(route.id(), render, scopes);
          case PLAYLIST_ITEMS ->
              adds
                  ? playlists.add(effective, route.id(), scopes)
                  : playlists.items(effective, route.id(), render, scopes);
          case PLAYLIST_TRACKS -> playlists.tracks(effective, route.id(), render, scopes);
          default -> api.answer(effective, route);
        };
    applyPageFaults(request, body);
    return body;
  }

  private void applyPageFaults(SimRequest request, JsonObject body) {
    var pages =
        PageFault.pagesOf(body).stream()
            .filter(page -> !page.getAsJsonArray("items").isEmpty())
            .toList();
    if (pages.isEmpty()) {
      return;
    }
    boolean hasNext = pages.stream().anyMatch(PageFault::hasNext);
    Optional<Fault> fault = plan.findPageFault(request, hasNext);
    fault.ifPresent(
        pageFault ->
            pages.stream()
                .filter(
                    page ->
                        pageFault.kind().point() == FaultKind.FaultPoint.PAGE
                            || PageFault.hasNext(page))
                .forEach(page -> PageFault.apply(page, pageFault)));
  }
}
