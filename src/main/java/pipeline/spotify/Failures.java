package pipeline.spotify;

import java.io.IOException;
import pipeline.spotify.SpotifyException.Kind;

/** What an answer that is none means, and what to do about it. */
final class Failures {
  private Failures() {}

  /** Of a reply that is no success, after all retries. */
  static SpotifyException of(HttpCall call, HttpReply reply) {
    Words words = Words.of(reply);
    Kind kind = kind(reply, words);
    return new SpotifyException(
        kind,
        "%s answered %d, %s. %s"
            .formatted(call, reply.status(), words.quoted(), remedy(kind, reply, words)));
  }

  /** Of no reply, after all retries. */
  static SpotifyException of(HttpCall call, IOException failure) {
    if (RetryRules.interrupted(failure)) {
      return Gate.interrupted(failure);
    }
    String what = "%s failed: %s. ".formatted(call, Words.oneLine(words(failure)));
    if (failure instanceof CutBodyException) {
      return new SpotifyException(Kind.INCOMPLETE, what + "Run again later.", failure);
    }
    if (failure instanceof ProxyRefusedException refused) {
      return new SpotifyException(
          refused.mayPass() ? Kind.UNREACHABLE : Kind.CONFIGURATION,
          what + remedy(refused),
          failure);
    }
    if (failure instanceof OversizedBodyException) {
      return new SpotifyException(
          Kind.PROTOCOL, what + "Check that SPOTIFY_API_URL is Spotify's.", failure);
    }
    if (RetryRules.untrusted(failure)) {
      return new SpotifyException(
          Kind.CONFIGURATION,
          what + "Where a proxy signs with a certificate of its own, name its CA bundle.",
          failure);
    }
    return new SpotifyException(
        Kind.UNREACHABLE, what + "Check the network and HTTPS_PROXY, or run again later.", failure);
  }

  private static String remedy(ProxyRefusedException refused) {
    if (refused.wantsPassword()) {
      return "The proxy wants a user and a password: put them in HTTPS_PROXY.";
    }
    return refused.mayPass()
        ? "See that the proxy reaches the server, or list the server in NO_PROXY, and run again"
            + " later."
        : "Check HTTPS_PROXY and NO_PROXY, or have the way opened.";
  }

  static String words(IOException failure) {
    String name = failure.getClass().getSimpleName();
    return failure.getMessage() == null ? name : name + ", " + failure.getMessage();
  }

  private static Kind kind(HttpReply reply, Words words) {
    int status = reply.status();
    if (reply.redirect()) {
      return Kind.PROTOCOL;
    }
    if (words.error().startsWith("invalid_c") || words.error().equals("unauthorized_client")) {
      return Kind.BAD_CREDENTIALS;
    }
    return switch (status) {
      case 401 -> Kind.BAD_CREDENTIALS;
      case 403 -> words.json() && !aboutAccount(words) ? Kind.FORBIDDEN : Kind.ACCOUNT;
      case 404, 410 -> Kind.NOT_FOUND;
      case 407 -> Kind.CONFIGURATION;
      case 408 -> Kind.UNREACHABLE;
      default -> status >= 500 ? Kind.UNREACHABLE : Kind.BAD_REQUEST;
    };
  }

  private static boolean aboutAccount(Words words) {
    return words.mentions("premium") || words.mentions("not be registered");
  }

  private static String remedy(Kind kind, HttpReply reply, Words words) {
    return switch (kind) {
      case PROTOCOL ->
          "The API never redirects, and a token is sent nowhere else: check SPOTIFY_API_URL and"
              + " SPOTIFY_ACCOUNTS_URL.";
      case BAD_CREDENTIALS ->
          "Check SPOTIFY_CLIENT_ID and SPOTIFY_CLIENT_SECRET against the app's settings in"
              + " Spotify's developer dashboard.";
      case FORBIDDEN ->
          "This app may not call this endpoint: apps in development mode have fewer of them.";
      case ACCOUNT -> accountRemedy(words);
      case NOT_FOUND -> "There is no such thing, or no longer.";
      case CONFIGURATION -> "The proxy wants a user and a password: put them in HTTPS_PROXY.";
      case UNREACHABLE -> "Spotify has trouble: run again later.";
      default ->
          reply.status() == 400
              ? "The request does not suit Spotify: check what was asked for."
              : "No remedy is known; the API may have changed.";
    };
  }

  private static String accountRemedy(Words words) {
    if (words.mentions("premium")) {
      return "The owner of the app needs Spotify Premium: subscribe, or use an app of somebody who"
          + " has it.";
    }
    if (words.mentions("registered")) {
      return "Add the user under User Management in the app's settings in Spotify's developer"
          + " dashboard.";
    }
    return "The refusal is about the account, or comes from something between here and Spotify: check"
        + " the app in Spotify's developer dashboard, and HTTPS_PROXY.";
  }
}
