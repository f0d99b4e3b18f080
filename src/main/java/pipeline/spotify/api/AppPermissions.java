package pipeline.spotify.api;

import java.util.Optional;

/**
 * The permissions of an app. An app in Development Mode has none of them.
 *
 * @param mayListNewReleases whether the app may read the listing of new releases
 * @param mayFetchBatches whether the app may fetch several albums per request; empty if there was
 *     no album to fetch
 */
public record AppPermissions(boolean mayListNewReleases, Optional<Boolean> mayFetchBatches) {}
