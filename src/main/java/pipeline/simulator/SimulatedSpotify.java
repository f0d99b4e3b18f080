package pipeline.simulator;

import com.google.gson.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import pipeline.simulator.accounts.AccountsEndpoints;
import pipeline.simulator.api.Endpoint;
import pipeline.simulator.api.Endpoint.MatchedRoute;
import pipeline.simulator.api.WebApiEndpoints;
import pipeline.simulator.fault.FamilyQuotas;
import pipeline.simulator.fault.FaultPlan;
import pipeline.simulator.fault.RequestQuota;
import pipeline.simulator.fault.ResponseFault;
import pipeline.simulator.http.HttpErrorException;
import pipeline.simulator.http.SimRequest;
import pipeline.simulator.http.SimResponse;
import pipeline.simulator.http.SimResponse.ResponseDelivery;
import pipeline.simulator.options.Fault;
import pipeline.simulator.options.SimulatorConfig;

/** The simulated Spotify without the HTTP server. Several threads can use it at the same time. */
final class SimulatedSpotify {
  private static final Duration SHORT_TERM = Duration.ofSeconds(30);

  private final SimulatorConfig config;
  private final AccountsEndpoints accounts;
  private final RequestQuota shortTermQuota;
  private final FamilyQuotas familyQuotas;
  private final FaultPlan faults;
  private final WebApiEndpoints api;
  private final Map<String, Long> requestCounts = new ConcurrentHashMap<>();

  SimulatedSpotify(SimulatorConfig config, Clock clock) {
    this.config = config;
    accounts = new AccountsEndpoints(config, clock);
    shortTermQuota = new RequestQuota(config.quotas().shortTerm(), SHORT_TERM, clock);
    familyQuotas = new FamilyQuotas(config.quotas().daily(), clock);
    faults = new FaultPlan(config.faults(), config.seed());
    api = new WebApiEndpoints(config, clock, faults::hasAlbumFault);
  }

  String refreshToken() {
    return accounts.refreshToken();
  }

  Map<String, Long> requestsByKind() {
    return new TreeMap<>(requestCounts);
  }

  FamilyQuotas familyQuotas() {
    return familyQuotas;
  }

  SimResponse answer(SimRequest request) {
    MatchedRoute route = Endpoint.route(request.path());
    requestCounts.merge(route.endpoint().label(), 1L, Long::sum);
    return answerWithFaults(request, route).withDelay(config.latencyMs());
  }

  private SimResponse answerWithFaults(SimRequest request, MatchedRoute route) {
    Optional<Fault> match = faults.findResponseFault(request);
    if (match.isEmpty()) {
      return answerNormally(request, route);
    }
    Fault fault = match.get();
    return switch (fault.kind()) {
      case CUT -> answerNormally(request, route).withDelivery(ResponseDelivery.TRUNCATED);
      case CLOSED -> answerNormally(request, route).withDelivery(ResponseDelivery.NONE);
      case APPLIED -> {
        SimResponse response = answerNormally(request, route);
        yield response.status() < 300 ? SimResponse.error(500, "Server error.") : response;
      }
      case SLOW ->
          answerNormally(request, route).withDelay(Integer.parseInt(fault.setting("ms", "3000")));
      default -> ResponseFault.create(fault, request);
    };
  }

  private SimResponse answerNormally(SimRequest request, MatchedRoute route) {
    return switch (route.endpoint()) {
      case TOKEN -> accounts.token(request);
      case AUTHORIZE -> accounts.authorize(request);
      default -> answerWithinQuotas(request, route);
    };
  }

  private SimResponse answerWithinQuotas(SimRequest request, MatchedRoute route) {
    long waitSeconds = shortTermQuota.secondsToWait();
    if (waitSeconds > 0) {
      return ResponseFault.rateLimited(Long.toString(waitSeconds));
    }
    long waitForFamily = familyQuotas.secondsToWait(Endpoint.family(request.path()));
    return waitForFamily > 0
        ? ResponseFault.quotaExceeded(Long.toString(waitForFamily))
        : answerApi(request, route);
  }

  private static String cacheControl(SimRequest request) {
    boolean isPrivate = Set.of("me", "playlists").contains(Endpoint.family(request.path()));
    return isPrivate ? "private, max-age=0" : "public, max-age=300";
  }

  private SimResponse answerApi(SimRequest request, MatchedRoute route) {
    try {
      int scopes = accounts.verify(request);
      int shift = faults.isListingShifted(request) ? 1 : 0;
      JsonObject body = api.answer(request, route, scopes, shift);
      faults.applyPageFault(request, body);
      return request.method().equals("POST")
          ? SimResponse.json(201, body)
          : SimResponse.json(200, body).withCaching(cacheControl(request));
    } catch (HttpErrorException refusal) {
      return refusal.toResponse();
    }
  }
}
