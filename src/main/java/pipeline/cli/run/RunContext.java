package pipeline.cli.run;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pipeline.cli.console.ProgressDisplay;
import pipeline.cli.result.StageResult;
import pipeline.cli.settings.LocaleCheck;
import pipeline.cli.settings.Settings;
import pipeline.lake.Lake;
import pipeline.lake.ObjectStoreFactory;
import pipeline.lake.store.LakeSettings;
import pipeline.lake.store.ObjectStore;
import pipeline.simulator.options.SimulatorConfig;
import pipeline.spotify.api.RequestStats;
import pipeline.tables.stage.StageLineage;

/** The settings and resources of a command or of one of its stages. */
public final class RunContext {
  private final ProcessEnvironment process;
  private final Settings settings;
  private final @Nullable SimulatorConfig simulation;
  private final ProgressDisplay progress;
  private final String runId;
  private final ResourceScope resources;
  private final StageLineage lineage = new StageLineage();
  private volatile Supplier<RequestStats> statsSupplier = () -> RequestStats.NONE;

  RunContext(
      ProcessEnvironment process,
      Settings settings,
      @Nullable SimulatorConfig simulation,
      ProgressDisplay progress,
      String runId,
      ResourceScope resources) {
    this.process = process;
    this.settings = settings;
    this.simulation = simulation;
    this.progress = progress;
    this.runId = runId;
    this.resources = resources;
  }

  public Settings settings() {
    return settings;
  }

  /**
   * Returns the configuration of the simulator that replaces Spotify; empty if the run uses Spotify
   * itself.
   */
  public Optional<SimulatorConfig> simulation() {
    return Optional.ofNullable(simulation);
  }

  /** Returns whether the run uses a simulator, in this process or at a loopback address. */
  public boolean isSimulated() {
    return simulation != null || Settings.isLoopback(settings.spotifyApi());
  }

  public ProgressDisplay progress() {
    return progress;
  }

  public Clock clock() {
    return process.clock();
  }

  /** Returns the current date in UTC. */
  public LocalDate today() {
    return LocalDate.ofInstant(clock().instant(), ZoneOffset.UTC);
  }

  public Path workingFolder() {
    return process.workingFolder();
  }

  public String runId() {
    return runId;
  }

  /**
   * Returns the lake that the settings select. The first call opens the lake; the end of the
   * command closes it.
   */
  public Lake lake() {
    return shared(
        Lake.class,
        () ->
            new Lake(
                openStore(settings.lake().toString()),
                settings.s3ReadAhead().orElse(Lake.DEFAULT_READ_AHEAD)));
  }

  /**
   * Opens another store with the credentials and the network settings of the lake.
   *
   * @param uri {@code s3://bucket/prefix} or {@code file:folder}
   */
  public ObjectStore openStore(String uri) {
    return ObjectStoreFactory.open(uri, lakeSettings());
  }

  /** Returns the credentials and the network settings of the lake. */
  public LakeSettings lakeSettings() {
    process.environment().forEach(RunContext::checkDecoded);
    Map<String, String> environment = new HashMap<>(process.environment());
    environment.putAll(settings.aws());
    return new LakeSettings(
        process.workingFolder(),
        Path.of(System.getProperty("java.io.tmpdir")),
        environment,
        settings.httpsProxy(),
        settings.noProxy(),
        settings.caBundle(),
        settings.s3Requests());
  }

  /**
   * Checks that a variable of the AWS SDK was decoded correctly, because the SDK reads such
   * variables directly.
   */
  private static void checkDecoded(String name, String value) {
    if (name.startsWith("AWS_")) {
      LocaleCheck.check(name + " (from the environment)", value);
    }
  }

  /**
   * Returns the resource of this type, which all stages of the command share. The first call opens
   * it; the end of the command closes it.
   */
  public <T extends AutoCloseable> T shared(Class<T> type, Supplier<T> opener) {
    return resources.get(type, opener);
  }

  /** Sets the source of {@link #requestStats}. */
  public void setStatsSupplier(Supplier<RequestStats> supplier) {
    statsSupplier = supplier;
  }

  /** Returns the statistics of the requests sent so far. */
  public RequestStats requestStats() {
    return statsSupplier.get();
  }

  /**
   * Returns how many requests this context's stage has sent and how many bytes it has published so
   * far.
   */
  StageResult unfinishedResult() {
    return StageResult.fromStats(requestStats()).withWrittenBytes(lineage.writtenBytes());
  }

  /** Returns the partitions that this context's stage has read and published so far. */
  public StageLineage lineage() {
    return lineage;
  }

  /**
   * Returns a copy with new, empty {@link #requestStats} and {@link #lineage}, for example to count
   * the requests and partitions of one stage.
   */
  public RunContext withOwnCount() {
    return new RunContext(process, settings, simulation, progress, runId, resources);
  }
}
