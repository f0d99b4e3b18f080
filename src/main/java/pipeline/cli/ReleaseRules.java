package pipeline.cli;

import org.jspecify.annotations.Nullable;

/**
 * How a listing is to be taken.
 *
 * @param replace publish over a late partition that exists
 * @param maxAlbums null where the user did not say
 * @param maxSearchCalls for looking back, a year
 */
public record ReleaseRules(
    Source source,
    LateRule late,
    boolean replace,
    @Nullable Integer maxAlbums,
    int maxSearchCalls) {}
