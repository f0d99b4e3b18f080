package pipeline.authorize;

import java.time.Instant;
import pipeline.spotify.api.RequestStats;

/**
 * A user's consent.
 *
 * @param user the user's name at Spotify
 * @param expiresAt end of the consent
 */
public record AuthorizationResult(String user, Instant expiresAt, RequestStats requestStats) {}
