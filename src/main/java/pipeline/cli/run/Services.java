package pipeline.cli.run;

import java.util.random.RandomGenerator;

/**
 * The parts of the program that commands call and that {@code app} provides.
 *
 * @param random the source of run IDs and of seeds
 */
public record Services(
    StageRunner stages,
    SpotifyProvider spotify,
    PlaylistService playlists,
    CdsArchiver cdsArchiver,
    HealthCheckProvider healthChecks,
    RandomGenerator random) {}
