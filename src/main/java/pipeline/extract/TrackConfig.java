package pipeline.extract;

/**
 * The settings of extract-tracks.
 *
 * @param replace rebuild a complete partition; albums may be copied
 * @param refetch rebuild the partition and copy nothing
 * @param refetchAfterDays the largest age of a copied album, in days
 */
public record TrackConfig(boolean replace, boolean refetch, int refetchAfterDays) {}
