package pipeline.spotify.auth;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.http.UrlBuilder;
import pipeline.spotify.http.UrlOrigin;

/**
 * A request for a user's consent.
 *
 * @param state a random text that the response must contain
 */
public record AuthorizationRequest(
    SpotifySettings settings, URI redirectUri, Pkce pkce, String state) {
  /** The scopes for changing playlists and for reading private ones. */
  private static final List<String> SCOPES =
      List.of("playlist-modify-public", "playlist-modify-private", "playlist-read-private");

  /**
   * Creates a request.
   *
   * @param redirectUri the URI to which the browser returns; the settings of the app at Spotify
   *     must contain this URI
   * @param random a cryptographically strong generator
   * @throws SpotifyException CONFIGURATION if the URL of the accounts service is invalid
   */
  public static AuthorizationRequest create(
      SpotifySettings settings, URI redirectUri, RandomGenerator random) {
    UrlOrigin unused = UrlOrigin.fromSetting("SPOTIFY_ACCOUNTS_URL", settings.accountsUrl());
    return new AuthorizationRequest(
        settings, redirectUri, Pkce.create(random), Pkce.randomSecret(random));
  }

  /** Returns the URL that the user must open in a browser. */
  public URI url() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("client_id", settings.clientId());
    parameters.put("response_type", "code");
    parameters.put("redirect_uri", redirectUri.toString());
    parameters.put("scope", String.join(" ", SCOPES));
    parameters.put("state", state);
    parameters.put("code_challenge_method", "S256");
    parameters.put("code_challenge", pkce.challenge());
    return UrlBuilder.withParameters(
        UrlBuilder.resolve(settings.accountsUrl(), "/authorize"), parameters);
  }

  /**
   * Returns whether the state in a response equals the state of this request. Compares in constant
   * time, so that the duration reveals nothing about the state.
   */
  public boolean hasState(@Nullable String given) {
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), state.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns a text without the state and the verifier. */
  @Override
  public String toString() {
    return "AuthorizationRequest[" + redirectUri + "]";
  }
}
