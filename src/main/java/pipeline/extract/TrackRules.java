package pipeline.extract;

/**
 * How tracks are to be fetched.
 *
 * @param replace rebuild a complete partition, copying allowed
 * @param refetch rebuild it, copying nothing
 * @param refetchAfterDays how old a copied album may be
 * @param allowPartial publish although albums lack tracks, marked so
 */
public record TrackRules(
    boolean replace, boolean refetch, int refetchAfterDays, boolean allowPartial) {}
