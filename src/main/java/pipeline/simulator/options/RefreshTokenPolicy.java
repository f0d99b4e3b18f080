package pipeline.simulator.options;

/** What becomes of a refresh token when it is used; Spotify does either. */
public enum RefreshTokenPolicy {
  /** It stays good, and the answer names none. */
  KEEP,
  /** The answer names a new one, and the old one is good no more. */
  ROTATE
}
