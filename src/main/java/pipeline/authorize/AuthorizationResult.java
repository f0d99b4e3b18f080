package pipeline.authorize;

import java.time.Instant;
import pipeline.spotify.api.RequestStats;

/**
 * What a user has agreed to.
 *
 * @param user the name by which Spotify shows the user
 * @param expiresAt when the consent ends
 */
public record AuthorizationResult(String user, Instant expiresAt, RequestStats requestStats) {}
