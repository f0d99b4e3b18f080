package pipeline.spotify.api;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Spotify did not return complete data. The message says what failed, where, in Spotify's own
 * words, and what to do; it contains no secret.
 */
public final class SpotifyException extends RuntimeException {

  /** The cause of a failure. */
  public enum SpotifyErrorKind {
    /** No response, or 5xx, even after retries. */
    UNREACHABLE,
    /** A response that stays cut off, empty or shorter than it states. */
    INCOMPLETE,
    /** A wait longer than {@code --max-wait}; {@link #retryAt()} has its end. */
    RATE_LIMITED,
    /** The client ID, the secret or a token is refused. */
    BAD_CREDENTIALS,
    /** The app may not call this endpoint. */
    FORBIDDEN,
    /** The app may not call this endpoint, which answers with endless 429s and short waits. */
    CLOSED,
    /** The account of the app's owner or user lacks something: Premium, or a registration. */
    ACCOUNT,
    /** Spotify broke the rules of its API: a redirect, or a {@code next} to another server. */
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
   * Creates the failure for an error response.
   *
   * @param spotifyMessage the message in the response
   */
  public static SpotifyException saying(
      SpotifyErrorKind kind, String message, String spotifyMessage) {
    return new SpotifyException(kind, message, null, null, spotifyMessage);
  }

  /** Creates a failure of kind RATE_LIMITED. */
  public static SpotifyException rateLimited(String message, Instant retryAt) {
    return new SpotifyException(SpotifyErrorKind.RATE_LIMITED, message, null, retryAt, "");
  }

  public SpotifyErrorKind kind() {
    return kind;
  }

  /** Returns whether the app may not call the endpoint, however Spotify expresses it. */
  public boolean isEndpointRefused() {
    return kind == SpotifyErrorKind.FORBIDDEN || kind == SpotifyErrorKind.CLOSED || isMissing();
  }

  /** Returns whether the requested item or path does not exist. */
  public boolean isMissing() {
    return kind == SpotifyErrorKind.NOT_FOUND || kind == SpotifyErrorKind.NO_SERVICE;
  }

  /** Returns whether Spotify's own message contains a text in lower case, ignoring case. */
  public boolean mentions(String part) {
    return spotifyMessage.toLowerCase(Locale.ROOT).contains(part);
  }

  /** Returns the end of the wait; present for RATE_LIMITED only. */
  public Optional<Instant> retryAt() {
    return Optional.ofNullable(retryAt);
  }
}
