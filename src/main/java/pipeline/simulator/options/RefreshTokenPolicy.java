package pipeline.simulator.options;

/** The effect that using a refresh token has on the token. Spotify has both effects. */
public enum RefreshTokenPolicy {
  /** The token stays valid, and the response contains no refresh token. */
  KEEP,
  /** The response contains a new token, and the old one is revoked. */
  ROTATE
}
