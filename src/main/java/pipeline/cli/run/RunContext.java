package pipeline.cli.run;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pipeline.cli.console.ProgressDisplay;
import pipeline.cli.settings.Settings;
import pipeline.spotify.api.RequestStats;

/** What a stage is run with, beside its date and rules. */
public final class RunContext {
  private final Settings settings;
  private final @Nullable SimulatorConfig simulation;
  private final ProgressDisplay progress;
  private final Clock clock;
  private final Path workingFolder;
  private final String runId;
  private final ResourceScope resources;
  private volatile Supplier<RequestStats> statsSupplier = () -> RequestStats.NONE;

  RunContext(
      Settings settings,
      @Nullable SimulatorConfig simulation,
      ProgressDisplay progress,
      Clock clock,
      Path workingFolder,
      String runId,
      ResourceScope resources) {
    this.settings = settings;
    this.simulation = simulation;
    this.progress = progress;
    this.clock = clock;
    this.workingFolder = workingFolder;
    this.runId = runId;
    this.resources = resources;
  }

  public Settings settings() {
    return settings;
  }

  /** Present where {@code --simulate} or SIMULATE asks for a Spotify inside the process. */
  public Optional<SimulatorConfig> simulation() {
    return Optional.ofNullable(simulation);
  }

  public ProgressDisplay progress() {
    return progress;
  }

  public Clock clock() {
    return clock;
  }

  public Path workingFolder() {
    return workingFolder;
  }

  public String runId() {
    return runId;
  }

  /**
   * What the command has opened for its stages, or now opens; it is closed when the command ends.
   *
   * @param type stands for one thing in a command
   */
  public <T extends AutoCloseable> T shared(Class<T> type, Supplier<T> opener) {
    return resources.get(type, opener);
  }

  /** Asked when the stage fails or is stopped, for the result to tell the calls made by then. */
  public void setStatsSupplier(Supplier<RequestStats> supplier) {
    statsSupplier = supplier;
  }

  public RequestStats requestStats() {
    return statsSupplier.get();
  }

  /** The same for the next stage, which counts its own calls. */
  RunContext forNextStage() {
    return new RunContext(settings, simulation, progress, clock, workingFolder, runId, resources);
  }
}
