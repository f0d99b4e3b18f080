package pipeline.authorize;

import java.time.Instant;
import pipeline.spotify.api.RequestStats;

/**
 * The result of a successful authorization.
 *
 * @param user the user's name at Spotify
 * @param expiresAt the time at which the consent expires
 */
public record AuthorizationResult(String user, Instant expiresAt, RequestStats requestStats) {}
