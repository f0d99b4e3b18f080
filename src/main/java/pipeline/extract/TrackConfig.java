package pipeline.extract;

/**
 * The settings of extract-tracks.
 *
 * @param replace whether to rebuild a complete partition; tracks can still be copied
 * @param refetch whether to rebuild the partition without copying tracks from partitions; tracks
 *     from checkpoints of the same date are still copied
 * @param refetchAfterDays the maximum age of copied tracks, in days
 */
public record TrackConfig(boolean replace, boolean refetch, int refetchAfterDays) {}
