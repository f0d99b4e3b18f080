package pipeline.spotify.api;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failure to get complete data from Spotify. The message has the problem, the request, Spotify's
 * own message and the remedy. It contains no secret.
 */
public final class SpotifyException extends RuntimeException {

  /** The cause of a failure. */
  public enum SpotifyErrorKind {
    /** Spotify does not respond, or answers 5xx, after all retries. */
    UNREACHABLE,
    /** The response is truncated, empty or shorter than it states, after all retries. */
    INCOMPLETE,
    /**
     * Spotify requires a wait longer than {@code --max-wait}; {@link #retryAt()} returns its end.
     */
    RATE_LIMITED,
    /** Spotify refuses the client ID, the client secret or a token. */
    BAD_CREDENTIALS,
    /** The app may not use this endpoint. */
    FORBIDDEN,
    /** The app may not use this endpoint; Spotify shows that by repeated 429s with short waits. */
    CLOSED,
    /** The account of the app's owner or user needs Premium or a registration. */
    ACCOUNT,
    /**
     * The response violates the protocol, such as a redirect or a {@code next} link to another
     * server.
     */
    PROTOCOL,
    /** Spotify rejects the request. */
    BAD_REQUEST,
    /** The requested item does not exist. */
    NOT_FOUND,
    /** The requested path or service does not exist. */
    NO_SERVICE,
    /** A setting is invalid. */
    CONFIGURATION,
    /** This thread was interrupted. */
    INTERRUPTED
  }

  private final SpotifyErrorKind kind;
  private final @Nullable Instant retryAt;
  private final String spotifyMessage;

  public SpotifyException(SpotifyErrorKind kind, String message) {
    this(kind, message, null, null, "");
  }

  public SpotifyException(SpotifyErrorKind kind, String message, @Nullable Throwable cause) {
    this(kind, message, cause, null, "");
  }

  private SpotifyException(
      SpotifyErrorKind kind,
      String message,
      @Nullable Throwable cause,
      @Nullable Instant retryAt,
      String spotifyMessage) {
    super(message, cause);
    this.kind = kind;
    this.retryAt = retryAt;
    this.spotifyMessage = spotifyMessage;
  }

  /**
   * Creates the exception for an error response.
   *
   * @param spotifyMessage the message in the response
   */
  public static SpotifyException saying(
      SpotifyErrorKind kind, String message, String spotifyMessage) {
    return new SpotifyException(kind, message, null, null, spotifyMessage);
  }

  /** Creates an exception of kind RATE_LIMITED. */
  public static SpotifyException rateLimited(String message, Instant retryAt) {
    return new SpotifyException(SpotifyErrorKind.RATE_LIMITED, message, null, retryAt, "");
  }

  public SpotifyErrorKind kind() {
    return kind;
  }

  /** Returns whether the app may not use the endpoint. Spotify has several responses for that. */
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
