package pipeline.spotify.api;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Spotify gave no whole answer. The message says what failed, where, in Spotify's own words, and
 * what to do; it holds no secret.
 */
public final class SpotifyException extends RuntimeException {

  public enum SpotifyErrorKind {
    /** No answer, or 5xx, even after our retries. */
    UNREACHABLE,
    /** An answer that stays cut, empty or short of what it promises. */
    INCOMPLETE,
    /** Asked to wait longer than we have patience for; {@link #retryAt()} says until when. */
    RATE_LIMITED,
    /** Client id, secret or token refused. */
    BAD_CREDENTIALS,
    /** The app may not call this endpoint. */
    FORBIDDEN,
    /** The app may not call this endpoint: it answers 429s with short waits that never end. */
    CLOSED,
    /** The app's owner or user lacks something: Premium, a registration. */
    ACCOUNT,
    /** Spotify broke the rules of its own API: a redirect, a foreign or looping {@code next}. */
    PROTOCOL,
    /** Spotify does not understand the request. */
    BAD_REQUEST,
    /** No such thing. */
    NOT_FOUND,
    /** No such path or service, whatever thing is asked for. */
    NO_SERVICE,
    /** A setting of ours cannot be right. */
    CONFIGURATION,
    /** This thread was asked to stop. */
    INTERRUPTED
  }

  private final SpotifyErrorKind kind;
  private final @Nullable Instant retryAt;
  private final String said;

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
      String said) {
    super(message, cause);
    this.kind = kind;
    this.retryAt = retryAt;
    this.said = said;
  }

  /**
   * Creates the failure of an answer.
   *
   * @param said the words of Spotify alone
   */
  public static SpotifyException saying(SpotifyErrorKind kind, String message, String said) {
    return new SpotifyException(kind, message, null, null, said);
  }

  /** RATE_LIMITED until then. */
  public static SpotifyException rateLimited(String message, Instant retryAt) {
    return new SpotifyException(SpotifyErrorKind.RATE_LIMITED, message, null, retryAt, "");
  }

  public SpotifyErrorKind kind() {
    return kind;
  }

  /** Whether the app may not call the endpoint, however Spotify puts it. */
  public boolean isEndpointRefused() {
    return kind == SpotifyErrorKind.FORBIDDEN || kind == SpotifyErrorKind.CLOSED || isMissing();
  }

  /** Whether what was asked for is not there. */
  public boolean isMissing() {
    return kind == SpotifyErrorKind.NOT_FOUND || kind == SpotifyErrorKind.NO_SERVICE;
  }

  /** Whether this is within Spotify's own words, in small letters; the message has more. */
  public boolean mentions(String part) {
    return said.toLowerCase(Locale.ROOT).contains(part);
  }

  /** When to come back; present for RATE_LIMITED, and for it only. */
  public Optional<Instant> retryAt() {
    return Optional.ofNullable(retryAt);
  }
}
