package pipeline.cli.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import pipeline.doctor.NamedCheckResult;
import pipeline.spotify.api.SpotifyApi;
import pipeline.spotify.client.LatencySampler;
import pipeline.spotify.quota.FamilyUsage;

/**
 * The services that commands call. The package {@code app} implements them.
 *
 * @param random the source of run IDs and of seeds
 */
public record Services(
    StageRunner stages,
    SpotifyProvider spotify,
    PlaylistService playlists,
    CdsArchiver cdsArchiver,
    HealthChecks healthChecks,
    RandomGenerator random) {
  /**
   * Access to Spotify for the commands that write no table. The clients that these methods open are
   * closed when the command ends.
   */
  public interface SpotifyProvider {
    SpotifyApi open(SpotifyConfig config, RunContext context);

    /**
     * Opens a sampler that sends each measured request directly: without a request budget, without
     * waits and without retries.
     */
    LatencySampler openSampler(SpotifyConfig config, RunContext context);

    /**
     * Returns the app's calls of the last 24 hours, as stored in the lake; empty if no client ID is
     * set.
     */
    List<FamilyUsage> usage(RunContext context);
  }

  /** A service that creates the class-data archive of the jar. */
  @FunctionalInterface
  public interface CdsArchiver {
    /**
     * Creates the archive for the current JVM. Returns the argument file for {@code java @file},
     * which starts the jar with the archive.
     *
     * @throws IOException if the classes were not loaded from a jar, if the folder of the jar is
     *     not writable, or if the JVM cannot create the archive
     */
    Path archiveClasses() throws IOException;
  }

  /** The health checks of {@code doctor}. */
  @FunctionalInterface
  public interface HealthChecks {
    /**
     * Runs all checks and returns their results in order.
     *
     * @param dags Airflow's DAG folder; null to skip its check
     * @param listener receives each result as soon as its check has ended
     */
    List<NamedCheckResult> run(
        @Nullable Path dags, RunContext context, Consumer<NamedCheckResult> listener);
  }
}
