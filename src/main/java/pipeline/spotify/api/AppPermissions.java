package pipeline.spotify.api;

import java.util.Optional;

/**
 * What Spotify lets an app do; an app in Development Mode may do neither.
 *
 * @param mayListNewReleases whether it may read the listing of new releases, beside searching
 * @param mayFetchBatches whether it may ask for several albums at once; empty where there was none
 *     to ask for
 */
public record AppPermissions(boolean mayListNewReleases, Optional<Boolean> mayFetchBatches) {}
