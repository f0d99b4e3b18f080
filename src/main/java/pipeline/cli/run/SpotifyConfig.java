package pipeline.cli.run;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How Spotify is to be asked.
 *
 * @param requestsPer30s 0 for no budget, null where the user did not say
 * @param maxWait the longest wait for a 429 before the run ends with 75
 * @param market a country's two letters, or null
 * @param ignoreBlock call although an earlier run was told to wait
 * @param allowPartial publish what stays incomplete, marked so
 */
public record SpotifyConfig(
    @Nullable Integer requestsPer30s,
    Duration maxWait,
    @Nullable String market,
    boolean ignoreBlock,
    boolean allowPartial) {}
