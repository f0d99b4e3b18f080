package pipeline.simulator.options;

/** What happens to a refresh token when a client uses it. With Spotify, both cases occur. */
public enum RefreshTokenPolicy {
  /** The token stays valid, and the response contains no refresh token. */
  KEEP,
  /** The response contains a new token, and the old one is revoked. */
  ROTATE
}
