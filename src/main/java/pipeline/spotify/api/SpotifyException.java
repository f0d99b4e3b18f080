package pipeline.spotify.api;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failure to get complete data from Spotify. If Spotify answered with an error, the message has
 * the request, the status, Spotify's own message and a remedy. No message contains a secret.
 */
public final class SpotifyException extends RuntimeException {

  /** The cause of a failure. */
  public enum SpotifyErrorKind {
    /** Spotify does not respond, or answers 408 or 5xx, after all retries. */
    UNREACHABLE,
    /** After all retries, the response is truncated or not JSON, or a list lacks items. */
    INCOMPLETE,
    /**
     * Spotify requires longer waits than {@code --max-wait} allows, a rate-limit block is in
     * effect, or the daily quota has too few calls left; {@link #retryAt()} returns the end of the
     * required wait.
     */
    RATE_LIMITED,
    /** Spotify refuses the client ID, the client secret or a token. */
    BAD_CREDENTIALS,
    /** The app is not allowed to use this endpoint. */
    FORBIDDEN,
    /**
     * The app is probably not allowed to use this endpoint, because Spotify answers 429 again after
     * every required wait.
     */
    CLOSED,
    /**
     * A problem with an account: for example, the app's owner lacks Premium, or the user is not
     * registered for the app.
     */
    ACCOUNT,
    /**
     * The response violates the protocol of the API: it is a redirect, for example, or has a {@code
     * next} link to another server.
     */
    PROTOCOL,
    /** Spotify rejects the request. */
    BAD_REQUEST,
    /** The requested item does not exist. */
    NOT_FOUND,
    /** The requested path or service does not exist. */
    NO_SERVICE,
    /** A setting, or a file that a setting names, is missing or invalid. */
    CONFIGURATION,
    /** The current thread was interrupted. */
    INTERRUPTED
  }

  private final SpotifyErrorKind kind;
  private final @Nullable Instant retryAt;

  /** The request, the status and Spotify's message; empty if Spotify did not answer. */
  private final String answer;

  private final String spotifyMessage;

  public SpotifyException(SpotifyErrorKind kind, String message) {
    this(kind, message, null, null, "", "");
  }

  public SpotifyException(SpotifyErrorKind kind, String message, @Nullable Throwable cause) {
    this(kind, message, cause, null, "", "");
  }

  private SpotifyException(
      SpotifyErrorKind kind,
      String message,
      @Nullable Throwable cause,
      @Nullable Instant retryAt,
      String answer,
      String spotifyMessage) {
    super(message, cause);
    this.kind = kind;
    this.retryAt = retryAt;
    this.answer = answer;
    this.spotifyMessage = spotifyMessage;
  }

  /**
   * Creates the exception for an error response.
   *
   * @param answer the request, the status and Spotify's message
   * @param spotifyMessage the message in the response
   */
  public static SpotifyException saying(
      SpotifyErrorKind kind, String answer, String remedy, String spotifyMessage) {
    return new SpotifyException(kind, answer + "; " + remedy, null, null, answer, spotifyMessage);
  }

  /** Returns the exception for the same error response with another remedy. */
  public SpotifyException withRemedy(String remedy) {
    return saying(kind, answer, remedy, spotifyMessage);
  }

  /** Creates an exception of kind RATE_LIMITED. */
  public static SpotifyException rateLimited(String message, Instant retryAt) {
    return new SpotifyException(SpotifyErrorKind.RATE_LIMITED, message, null, retryAt, "", "");
  }

  public SpotifyErrorKind kind() {
    return kind;
  }

  /**
   * Returns whether Spotify probably refuses the endpoint to the app. Depending on the endpoint,
   * such a refusal has the kind FORBIDDEN, CLOSED, NOT_FOUND or NO_SERVICE.
   */
  public boolean isEndpointRefused() {
    return kind == SpotifyErrorKind.FORBIDDEN || kind == SpotifyErrorKind.CLOSED || isMissing();
  }

  /** Returns whether the requested item or path does not exist. */
  public boolean isMissing() {
    return kind == SpotifyErrorKind.NOT_FOUND || kind == SpotifyErrorKind.NO_SERVICE;
  }

  /**
   * Returns whether Spotify's own message contains a text, ignoring case.
   *
   * @param part the text in lower case
   */
  public boolean mentions(String part) {
    return spotifyMessage.toLowerCase(Locale.ROOT).contains(part);
  }

  /** Returns the end of the required wait; empty unless the kind is RATE_LIMITED. */
  public Optional<Instant> retryAt() {
    return Optional.ofNullable(retryAt);
  }
}
