package pipeline.spotify.http;

import java.io.IOException;
import java.util.Set;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.ThreadResults;

/** What an answer that is none means, and what to do about it. */
public final class SpotifyErrorTranslator {
  /** What the accounts service says of an app that it does not take: RFC 6749, section 5.2. */
  private static final Set<String> REFUSED_APP = Set.of("invalid_client", "unauthorized_client");

  private SpotifyErrorTranslator() {}

  /** Of a reply that is no success, after all retries. */
  public static SpotifyException translate(ApiRequest call, ApiResponse reply) {
    SpotifyErrorBody errorBody = SpotifyErrorBody.parse(reply);
    SpotifyErrorKind kind = kind(reply, errorBody);
    return translate(call, reply, kind, remedy(kind, reply, errorBody));
  }

  /** Of a reply that means this. */
  public static SpotifyException translate(
      ApiRequest call, ApiResponse reply, SpotifyErrorKind kind, String remedy) {
    SpotifyErrorBody errorBody = SpotifyErrorBody.parse(reply);
    return SpotifyException.saying(
        kind,
        "%s answered %d, %s. %s".formatted(call, reply.status(), errorBody.quote(), remedy),
        errorBody.message());
  }

  /** Of no reply, after all retries. */
  public static SpotifyException translate(ApiRequest call, IOException failure) {
    if (TransportFailures.isInterrupted(failure)) {
      return ThreadResults.interruption(failure);
    }
    String problem = "%s failed: %s. ".formatted(call, SpotifyErrorBody.oneLine(describe(failure)));
    if (failure instanceof TruncatedBodyException) {
      return new SpotifyException(
          SpotifyErrorKind.INCOMPLETE, problem + "Run again later.", failure);
    }
    if (failure instanceof ProxyRefusedException refused) {
      return new SpotifyException(
          refused.isTransient() ? SpotifyErrorKind.UNREACHABLE : SpotifyErrorKind.CONFIGURATION,
          problem + remedy(refused),
          failure);
    }
    if (failure instanceof BodyTooLargeException) {
      return new SpotifyException(
          SpotifyErrorKind.PROTOCOL, problem + "Check that SPOTIFY_API_URL is Spotify's.", failure);
    }
    if (TransportFailures.isUntrusted(failure)) {
      return new SpotifyException(
          SpotifyErrorKind.CONFIGURATION,
          problem + "Where a proxy signs with a certificate of its own, name its CA bundle.",
          failure);
    }
    return new SpotifyException(
        SpotifyErrorKind.UNREACHABLE,
        problem + "Check the network and HTTPS_PROXY, or run again later.",
        failure);
  }

  private static String remedy(ProxyRefusedException refused) {
    if (refused.requiresPassword()) {
      return "The proxy wants a user and a password: put them in HTTPS_PROXY.";
    }
    return refused.isTransient()
        ? "See that the proxy reaches the server, or list the server in NO_PROXY, and run again"
            + " later."
        : "Check HTTPS_PROXY and NO_PROXY, or have the way opened.";
  }

  public static String describe(IOException failure) {
    String name = failure.getClass().getSimpleName();
    return failure.getMessage() == null ? name : name + ", " + failure.getMessage();
  }

  private static SpotifyErrorKind kind(ApiResponse reply, SpotifyErrorBody errorBody) {
    int status = reply.status();
    if (reply.isRedirect()) {
      return SpotifyErrorKind.PROTOCOL;
    }
    if (REFUSED_APP.contains(errorBody.error()) || tokenIsChanged(reply, errorBody)) {
      return SpotifyErrorKind.BAD_CREDENTIALS;
    }
    return switch (status) {
      case 401 -> SpotifyErrorKind.BAD_CREDENTIALS;
      case 403 ->
          errorBody.isJson() && !isAccountProblem(errorBody)
              ? SpotifyErrorKind.FORBIDDEN
              : SpotifyErrorKind.ACCOUNT;
      case 404, 410 ->
          namesThing(errorBody) ? SpotifyErrorKind.NOT_FOUND : SpotifyErrorKind.NO_SERVICE;
      case 400 ->
          errorBody.mentions("base62 id")
              ? SpotifyErrorKind.NOT_FOUND
              : SpotifyErrorKind.BAD_REQUEST;
      case 407 -> SpotifyErrorKind.CONFIGURATION;
      case 408 -> SpotifyErrorKind.UNREACHABLE;
      case 429 -> SpotifyErrorKind.CLOSED;
      default -> status >= 500 ? SpotifyErrorKind.UNREACHABLE : SpotifyErrorKind.BAD_REQUEST;
    };
  }

  /** Spotify finds no token of its own in a request that was sent with one. */
  public static boolean tokenIsChanged(ApiResponse reply, SpotifyErrorBody words) {
    boolean refused = reply.status() == 400 || reply.status() == 401;
    return refused && words.mentions("bearer authentication");
  }

  /** The API's own words about an id; a page of a proxy or a service that is gone has none. */
  private static boolean namesThing(SpotifyErrorBody words) {
    return words.isJson() && !words.message().isEmpty() && !words.mentions("service");
  }

  private static boolean isAccountProblem(SpotifyErrorBody errorBody) {
    return errorBody.mentions("premium") || aboutUser(errorBody);
  }

  private static boolean aboutUser(SpotifyErrorBody words) {
    return words.mentions("registered") || words.mentions("user not approved");
  }

  private static String remedy(
      SpotifyErrorKind kind, ApiResponse reply, SpotifyErrorBody errorBody) {
    return switch (kind) {
      case PROTOCOL ->
          "The API never redirects, and a token is sent nowhere else: check SPOTIFY_API_URL and"
              + " SPOTIFY_ACCOUNTS_URL.";
      case BAD_CREDENTIALS -> credentialsRemedy(reply, errorBody);
      case FORBIDDEN ->
          "This app may not call this endpoint: apps in development mode have fewer of them.";
      case CLOSED ->
          "It does so although each wait was kept (Retry-After: %s): waiting is no cure, and this"
                  .formatted(SpotifyErrorBody.oneLine(reply.header("Retry-After").orElse("none")))
              + " endpoint seems closed to the app.";
      case ACCOUNT -> accountRemedy(errorBody);
      case NOT_FOUND -> "There is no such thing, or no longer.";
      case NO_SERVICE ->
          "The path or service itself is missing, not one id: check SPOTIFY_API_URL, and whether a"
              + " newer version of the pipeline is out.";
      case CONFIGURATION -> "The proxy wants a user and a password: put them in HTTPS_PROXY.";
      case UNREACHABLE -> "Spotify has trouble: run again later.";
      default ->
          reply.status() == 400
              ? "The request does not suit Spotify: check what was asked for."
              : "No remedy is known; the API may have changed.";
    };
  }

  private static String credentialsRemedy(ApiResponse reply, SpotifyErrorBody words) {
    return tokenIsChanged(reply, words)
        ? "The token was left out or changed on its way: check proxies and gateways that change"
            + " the header Authorization, HTTPS_PROXY and SPOTIFY_API_URL."
        : "Check SPOTIFY_CLIENT_ID and SPOTIFY_CLIENT_SECRET against the app's settings in"
            + " Spotify's developer dashboard.";
  }

  private static String accountRemedy(SpotifyErrorBody errorBody) {
    if (errorBody.mentions("premium")) {
      return "The owner of the app needs Spotify Premium: subscribe, or use an app of somebody who"
          + " has it.";
    }
    if (aboutUser(errorBody)) {
      return "Add the user under User Management in the app's settings in Spotify's developer"
          + " dashboard.";
    }
    return "The refusal is about the account, or comes from something between here and Spotify:"
        + " check the app in Spotify's developer dashboard, and HTTPS_PROXY.";
  }
}
