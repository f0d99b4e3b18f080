package pipeline.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pipeline.cli.console.ProgressBoard;
import pipeline.cli.settings.Settings;

/** What a stage is run with, beside its date and rules. */
public final class Context {
  private final Settings settings;
  private final @Nullable Simulation simulation;
  private final ProgressBoard progress;
  private final Clock clock;
  private final Path workingFolder;
  private final String runId;
  private final Opened opened;
  private volatile Supplier<Calls> calls = () -> Calls.NONE;

  Context(
      Settings settings,
      @Nullable Simulation simulation,
      ProgressBoard progress,
      Clock clock,
      Path workingFolder,
      String runId,
      Opened opened) {
    this.settings = settings;
    this.simulation = simulation;
    this.progress = progress;
    this.clock = clock;
    this.workingFolder = workingFolder;
    this.runId = runId;
    this.opened = opened;
  }

  public Settings settings() {
    return settings;
  }

  /** Present where {@code --simulate} or SIMULATE asks for a Spotify inside the process. */
  public Optional<Simulation> simulation() {
    return Optional.ofNullable(simulation);
  }

  public ProgressBoard progress() {
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
  public <T extends AutoCloseable> T opened(Class<T> type, Supplier<T> open) {
    return opened.get(type, open);
  }

  /** Asked when the stage fails or is stopped, for the result to tell the calls made by then. */
  public void countCallsBy(Supplier<Calls> counter) {
    calls = counter;
  }

  Calls calls() {
    return calls.get();
  }

  /** The same for the next stage, which counts its own calls. */
  Context forNextStage() {
    return new Context(settings, simulation, progress, clock, workingFolder, runId, opened);
  }
}
