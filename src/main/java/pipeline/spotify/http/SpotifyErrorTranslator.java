package pipeline.spotify.http;

import java.io.IOException;
import java.util.Set;
import pipeline.spotify.api.InterruptibleWaits;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.http.TransportFailures.BodyTooLargeException;
import pipeline.spotify.http.TransportFailures.ProxyRefusedException;
import pipeline.spotify.http.TransportFailures.TruncatedBodyException;

/** Translates error responses and transport failures to {@link SpotifyException}s with a remedy. */
public final class SpotifyErrorTranslator {
  /** The error codes with which the accounts service refuses an app (RFC 6749, section 5.2). */
  private static final Set<String> REFUSED_APP = Set.of("invalid_client", "unauthorized_client");

  private SpotifyErrorTranslator() {}

  /** Returns the exception for an error response after all retries. */
  public static SpotifyException translate(ApiRequest request, ApiResponse response) {
    SpotifyErrorBody errorBody = SpotifyErrorBody.parse(response);
    SpotifyErrorKind kind = kind(response, errorBody);
    return translate(request, response, kind, remedy(kind, response, errorBody));
  }

  /** Returns the exception for an error response, with the given kind and remedy. */
  public static SpotifyException translate(
      ApiRequest request, ApiResponse response, SpotifyErrorKind kind, String remedy) {
    SpotifyErrorBody errorBody = SpotifyErrorBody.parse(response);
    return SpotifyException.saying(
        kind,
        "%s answered %d, %s".formatted(request, response.status(), errorBody.quote()),
        remedy,
        errorBody.message());
  }

  /** Returns the exception for an I/O failure after all retries. */
  public static SpotifyException translate(ApiRequest request, IOException failure) {
    if (TransportFailures.isInterrupted(failure)) {
      return InterruptibleWaits.interruption(failure);
    }
    SpotifyErrorKind kind = SpotifyErrorKind.UNREACHABLE;
    String remedy = "check the network and HTTPS_PROXY, or run again later";
    if (failure instanceof TruncatedBodyException) {
      kind = SpotifyErrorKind.INCOMPLETE;
      remedy = "run again later";
    } else if (failure instanceof ProxyRefusedException refused) {
      kind = refused.isTransient() ? kind : SpotifyErrorKind.CONFIGURATION;
      remedy = remedy(refused);
    } else if (failure instanceof BodyTooLargeException) {
      kind = SpotifyErrorKind.PROTOCOL;
      remedy = "check that SPOTIFY_API_URL and SPOTIFY_ACCOUNTS_URL point to Spotify";
    } else if (TransportFailures.isUntrusted(failure)) {
      kind = SpotifyErrorKind.CONFIGURATION;
      remedy =
          "if a proxy signs the certificate, set CA_BUNDLE to the PEM file of the proxy's"
              + " certificate authority";
    }
    String problem = SpotifyErrorBody.oneLine(describe(failure));
    return new SpotifyException(
        kind, "%s failed: %s; %s".formatted(request, problem, remedy), failure);
  }

  private static String remedy(ProxyRefusedException refused) {
    if (refused.requiresPassword()) {
      return "the proxy requires a user and a password; add them to HTTPS_PROXY";
    }
    return refused.isTransient()
        ? "check that the proxy reaches the server, or list the server in NO_PROXY, then run again"
            + " later"
        : "check HTTPS_PROXY and NO_PROXY, or configure the proxy to allow the server";
  }

  public static String describe(IOException failure) {
    String name = failure.getClass().getSimpleName();
    return failure.getMessage() == null ? name : name + ", " + failure.getMessage();
  }

  private static SpotifyErrorKind kind(ApiResponse response, SpotifyErrorBody errorBody) {
    int status = response.status();
    if (response.isRedirect()) {
      return SpotifyErrorKind.PROTOCOL;
    }
    if (REFUSED_APP.contains(errorBody.error()) || tokenIsChanged(response, errorBody)) {
      return SpotifyErrorKind.BAD_CREDENTIALS;
    }
    return switch (status) {
      case 401 -> SpotifyErrorKind.BAD_CREDENTIALS;
      case 403 ->
          errorBody.isJson() && !isAccountProblem(errorBody)
              ? SpotifyErrorKind.FORBIDDEN
              : SpotifyErrorKind.ACCOUNT;
      case 404, 410 ->
          isAboutMissingId(errorBody) ? SpotifyErrorKind.NOT_FOUND : SpotifyErrorKind.NO_SERVICE;
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

  /** Returns whether the request arrived at Spotify without its token, or with a changed one. */
  public static boolean tokenIsChanged(ApiResponse response, SpotifyErrorBody errorBody) {
    boolean refused = response.status() == 400 || response.status() == 401;
    return refused && errorBody.mentions("bearer authentication");
  }

  /**
   * Returns whether the message comes from the API itself and is about a missing ID. Other 404s
   * come from a proxy, or mean that the service is missing.
   */
  private static boolean isAboutMissingId(SpotifyErrorBody errorBody) {
    return errorBody.isJson() && !errorBody.message().isEmpty() && !errorBody.mentions("service");
  }

  private static boolean isAccountProblem(SpotifyErrorBody errorBody) {
    return errorBody.mentions("premium") || isAboutUser(errorBody);
  }

  private static boolean isAboutUser(SpotifyErrorBody errorBody) {
    return errorBody.mentions("registered") || errorBody.mentions("user not approved");
  }

  private static String remedy(
      SpotifyErrorKind kind, ApiResponse response, SpotifyErrorBody errorBody) {
    return switch (kind) {
      case PROTOCOL ->
          "the redirect was not followed, so that no other server receives the token; check"
              + " SPOTIFY_API_URL and SPOTIFY_ACCOUNTS_URL";
      case BAD_CREDENTIALS -> credentialsRemedy(response, errorBody);
      case FORBIDDEN ->
          "Spotify does not allow this app to call this endpoint, perhaps because the app is in"
              + " Development Mode";
      case CLOSED ->
          "Spotify still answered 429 after every required wait (Retry-After: %s), so the"
                  .formatted(
                      SpotifyErrorBody.oneLine(response.header("Retry-After").orElse("none")))
              + " endpoint seems to be closed to this app";
      case ACCOUNT -> accountRemedy(errorBody);
      case NOT_FOUND -> "the requested item does not exist, or was deleted";
      case NO_SERVICE ->
          "the path or the service does not exist; check SPOTIFY_API_URL and"
              + " SPOTIFY_ACCOUNTS_URL, and look for a newer version of the pipeline";
      case CONFIGURATION -> "the proxy requires a user and a password; add them to HTTPS_PROXY";
      case UNREACHABLE -> "Spotify is temporarily unavailable; run again later";
      default ->
          response.status() == 400
              ? "Spotify rejects the request; check "
                  + (errorBody.mentions("market") ? "--market or SPOTIFY_MARKET" : "its parameters")
              : "the API may have changed; look for a newer version of the pipeline";
    };
  }

  private static String credentialsRemedy(ApiResponse response, SpotifyErrorBody errorBody) {
    return tokenIsChanged(response, errorBody)
        ? "the token was removed or changed in transit; check HTTPS_PROXY, SPOTIFY_API_URL, and"
            + " proxies that change the Authorization header"
        : "compare SPOTIFY_CLIENT_ID and SPOTIFY_CLIENT_SECRET with the app's settings in Spotify's"
            + " developer dashboard";
  }

  private static String accountRemedy(SpotifyErrorBody errorBody) {
    if (errorBody.mentions("premium")) {
      return "the owner of the app needs Spotify Premium; subscribe, or use the app of a Premium"
          + " user";
    }
    if (isAboutUser(errorBody)) {
      return "add the user under User Management in the app's settings in Spotify's developer"
          + " dashboard";
    }
    return "Spotify or a proxy denies access; check HTTPS_PROXY, and check the app in Spotify's"
        + " developer dashboard";
  }
}
