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

/** What a user is asked to agree to, and how the answer is known to belong to it. */
public final class AuthorizationRequest {
  /** To add to playlists, and to see what is in one that is not public. */
  private static final List<String> SCOPES =
      List.of("playlist-modify-public", "playlist-modify-private", "playlist-read-private");

  private final SpotifySettings settings;
  private final URI redirectUri;
  private final Pkce pkce;
  private final String state;

  private AuthorizationRequest(SpotifySettings settings, URI redirectUri, Pkce pkce, String state) {
    this.settings = settings;
    this.redirectUri = redirectUri;
    this.pkce = pkce;
    this.state = state;
  }

  /**
   * A new one.
   *
   * @param redirectUri where the browser is to come back to; the app's settings at Spotify must
   *     name it
   * @param random one that cannot be guessed
   * @throws SpotifyException CONFIGURATION where the address of the accounts cannot be right
   */
  public static AuthorizationRequest create(
      SpotifySettings settings, URI redirectUri, RandomGenerator random) {
    UrlOrigin unused = UrlOrigin.fromSetting("SPOTIFY_ACCOUNTS_URL", settings.accountsUrl());
    return new AuthorizationRequest(
        settings, redirectUri, Pkce.create(random), Pkce.randomSecret(random));
  }

  /** Where the user's browser has to go. */
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

  /** Whether an answer with that state is one to this request, and not somebody's invention. */
  public boolean hasState(@Nullable String given) {
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), state.getBytes(StandardCharsets.UTF_8));
  }

  public URI redirectUri() {
    return redirectUri;
  }

  public Pkce pkce() {
    return pkce;
  }

  /** Without state and verifier. */
  @Override
  public String toString() {
    return "AuthorizationRequest[" + redirectUri + "]";
  }
}
