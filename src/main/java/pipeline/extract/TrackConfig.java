package pipeline.extract;

/**
 * How tracks are to be fetched.
 *
 * @param replace rebuild a complete partition, copying allowed
 * @param refetch rebuild it, copying nothing
 * @param refetchAfterDays how old a copied album may be
 */
public record TrackConfig(boolean replace, boolean refetch, int refetchAfterDays) {}
