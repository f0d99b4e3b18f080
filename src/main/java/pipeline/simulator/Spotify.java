package pipeline.simulator;

import com.google.gson.JsonObject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import pipeline.simulator.Endpoint.Route;
import pipeline.simulator.catalogue.Catalogue;

/** The core: from request to reply, without sockets. Safe for many threads. */
final class Spotify {
  private final SimulatorOptions options;
  private final Tokens tokens;
  private final RefreshTokens refreshTokens;
  private final Accounts accounts;
  private final Quota quota;
  private final FaultPlan plan;
  private final Api api;
  private final Playlists playlists;
  private final Tally tally = new Tally();

  Spotify(SimulatorOptions options, Clock clock) {
    this.options = options;
    tokens = new Tokens("BQsim", options.seed(), clock, options.tokenSeconds());
    refreshTokens = new RefreshTokens(options.seed(), clock, options.renewal());
    accounts = new Accounts(options, clock, tokens, refreshTokens);
    quota = new Quota(options.quota(), clock);
    plan = new FaultPlan(options.faults(), options.seed());
    Catalogue catalogue = new Catalogue(options.seed(), options.albums());
    api = new Api(catalogue, options.app(), () -> today(options, clock), plan::isGone);
    playlists = new Playlists(catalogue, options.app(), clock);
  }

  private static LocalDate today(SimulatorOptions options, Clock clock) {
    LocalDate date = options.date();
    return date != null ? date : LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /** A refresh token of a user who has agreed to all that the simulator knows. */
  String refreshToken() {
    return refreshTokens.issue(Scopes.ALL);
  }

  Map<String, Long> requestsByKind() {
    return tally.byKind();
  }

  Reply reply(Request request) {
    Route route = Endpoint.route(request.path());
    tally.count(route.endpoint());
    return answer(request, route).delayed(options.latencyMillis());
  }

  private Reply answer(Request request, Route route) {
    Optional<Fault> fault = plan.onAnswer(request);
    if (fault.isEmpty()) {
      return honest(request, route);
    }
    return switch (fault.get().kind()) {
      case CUT -> honest(request, route).delivered(Reply.Delivery.CUT);
      case CLOSED -> honest(request, route).delivered(Reply.Delivery.NONE);
      case APPLIED -> appliedOnly(request, route);
      case SLOW -> honest(request, route).delayed(millis(fault.get()));
      default -> FaultyReply.of(fault.get(), request);
    };
  }

  private Reply appliedOnly(Request request, Route route) {
    Reply applied = honest(request, route);
    return applied.status() < 300 ? Reply.error(500, "Server error.") : applied;
  }

  private static int millis(Fault fault) {
    return Integer.parseInt(fault.setting("ms", "3000"));
  }

  private Reply honest(Request request, Route route) {
    if (route.endpoint() == Endpoint.TOKEN) {
      return accounts.token(request);
    }
    if (route.endpoint() == Endpoint.AUTHORIZE) {
      return accounts.authorize(request);
    }
    long wait = quota.secondsToWait();
    if (wait > 0) {
      return FaultyReply.wait(Reply.error(429, "API rate limit exceeded"), Long.toString(wait));
    }
    try {
      int scopes = authorize(request);
      boolean adds = request.method().equals("POST") && adding(route.endpoint());
      return Reply.json(adds ? 201 : 200, body(request, route, scopes));
    } catch (Refusal refusal) {
      return refusal.reply();
    }
  }

  private static boolean adding(Endpoint endpoint) {
    return endpoint == Endpoint.PLAYLIST_ITEMS || endpoint == Endpoint.PLAYLIST_TRACKS;
  }

  /** The scopes of the request's token. */
  private int authorize(Request request) {
    String header = request.authorization();
    if (header == null) {
      throw new Refusal(401, "No token provided");
    }
    if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw new Refusal(400, "Only valid bearer authentication supported");
    }
    Tokens.Checked token = tokens.check(header.substring(7).trim());
    return switch (token.state()) {
      case EXPIRED -> throw new Refusal(401, "The access token expired");
      case UNKNOWN -> throw new Refusal(401, "Invalid access token");
      case GOOD -> token.scopes();
    };
  }

  private JsonObject body(Request request, Route route, int scopes) {
    if (route.endpoint() == Endpoint.UNKNOWN) {
      throw new Refusal(404, "Service not found");
    }
    boolean adds = request.method().equals("POST") && adding(route.endpoint());
    if (!adds && !request.method().equals("GET")) {
      throw new Refusal(405, "Method not allowed");
    }
    Request asked = plan.shifts(request) ? request.shifted(1) : request;
    Render render = new Render(request.origin() + "/v1", options.app());
    JsonObject body =
        switch (route.endpoint()) {
          case ME -> playlists.me(render, scopes);
          case PLAYLIST -> playlists.playlist(route.id(), render, scopes);
          case PLAYLIST_ITEMS ->
              adds
                  ? playlists.add(asked, route.id(), scopes)
                  : playlists.items(asked, route.id(), render, scopes);
          case PLAYLIST_TRACKS -> playlists.tracks(asked, route.id(), render, scopes);
          default -> api.answer(asked, route);
        };
    spoilPages(request, body);
    return body;
  }

  private void spoilPages(Request request, JsonObject body) {
    var pages =
        FaultyPage.pagesOf(body).stream()
            .filter(page -> !page.getAsJsonArray("items").isEmpty())
            .toList();
    if (pages.isEmpty()) {
      return;
    }
    boolean linked = pages.stream().anyMatch(FaultyPage::hasNext);
    Optional<Fault> fault = plan.onPage(request, linked);
    fault.ifPresent(
        struck ->
            pages.stream()
                .filter(
                    page ->
                        struck.kind().stage() == FaultKind.Stage.PAGE || FaultyPage.hasNext(page))
                .forEach(page -> FaultyPage.spoil(page, struck)));
  }
}
