package pipeline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import pipeline.audit.ListingAnomaly;
import pipeline.extract.ExtractReleases;
import pipeline.extract.ExtractTracks;
import pipeline.extract.ReleaseConfig;
import pipeline.extract.ReleaseConfig.LateDatePolicy;
import pipeline.extract.ReleaseConfig.SourcePolicy;
import pipeline.extract.TrackConfig;
import pipeline.lake.Lake;
import pipeline.lake.Partition;
import pipeline.lake.PartitionWriter;
import pipeline.lake.Table;
import pipeline.lake.file.FileObjectStore;
import pipeline.lake.store.ObjectStore;
import pipeline.load.LoadStage;
import pipeline.simulator.Simulator;
import pipeline.simulator.Simulator.ServedRequest;
import pipeline.simulator.catalogue.Catalogue;
import pipeline.simulator.options.Fault;
import pipeline.simulator.options.QuotaMode;
import pipeline.simulator.options.SimulatorConfig;
import pipeline.spotify.api.EndpointFamily;
import pipeline.spotify.api.LazySpotify;
import pipeline.spotify.api.SpotifyApi;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.client.FastForwardClients;
import pipeline.spotify.client.SpotifyClient;
import pipeline.tables.stage.ProgressListener;
import pipeline.tables.stage.StageLineage;
import pipeline.tables.stage.StageOutput;
import pipeline.tables.stage.StageRun;
import pipeline.testing.clock.TestClock;
import pipeline.testing.process.LakeFolder;
import pipeline.transform.TransformConfig;
import pipeline.transform.TransformConfig.SchemaContract;
import pipeline.transform.TransformStage;

/**
 * A simulated Spotify, a lake and a clock. Each stage has its own client, as in a separate process.
 */
public final class PipelineHarness implements AutoCloseable {
  public static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
  public static final ReleaseConfig RELEASES =
      new ReleaseConfig(SourcePolicy.AUTO, LateDatePolicy.SEARCH, false, null, 100, List.of());
  public static final TrackConfig TRACKS = new TrackConfig(false, false, 30);

  public static final TransformConfig TRANSFORM = new TransformConfig(0.05, SchemaContract.EVOLVE);

  private static final int ALBUMS = 24;

  public final TestClock clock = new TestClock();
  public final StateStore stateStore = StateStore.inMemory();
  private final Path folder;
  private final RecordingObjectStore store;
  private final Lake lake;
  private final List<ServedRequest> served = new CopyOnWriteArrayList<>();
  private SimulatorConfig options = SimulatorConfig.DEFAULTS.withAlbums(ALBUMS);
  private @Nullable Simulator simulator;
  private boolean isFastForward;
  private @Nullable String market;
  private String codeHash = "the code of 1.0";
  private int runs;
  private int clients;
  private Map<EndpointFamily, Integer> requestsPerDay = Map.of();
  private String codeVersion = "1.0";
  private StageLineage lineage = new StageLineage();

  /** Creates an empty lake at noon of {@link #TODAY}, with an app in extended quota mode. */
  public PipelineHarness(Path folder) {
    this(folder, new FileObjectStore(folder));
  }

  /**
   * Creates a harness with the lake of this store.
   *
   * @param folder the folder that methods about files use
   */
  public PipelineHarness(Path folder, ObjectStore where) {
    this.folder = folder;
    store = new RecordingObjectStore(where);
    lake = new Lake(store);
    clock.set(TODAY + "T12:00:00Z");
  }

  public PipelineHarness setApp(QuotaMode app) {
    return reconfigure(now -> now.withApp(app));
  }

  /** Sets the seed of the albums. */
  public PipelineHarness setSeed(long seed) {
    return reconfigure(now -> now.withSeed(seed));
  }

  /** Makes the ETags of the lake comparable, like those of S3, so that load records footers. */
  public PipelineHarness setComparableTags() {
    store.setComparableTags();
    return this;
  }

  /** Makes Spotify return the same listing on each day. */
  public PipelineHarness fixListingDate() {
    return setListingDate(TODAY);
  }

  /** Makes Spotify return the listing of another day. */
  public PipelineHarness setListingDate(LocalDate day) {
    return reconfigure(now -> now.withDate(day));
  }

  /** Sets the faults of the simulator; no argument removes them. */
  public PipelineHarness setFaults(String... faults) {
    return reconfigure(now -> now.withFaults(Stream.of(faults).map(Fault::parse).toList()));
  }

  /** Sets the daily limits of endpoint families. */
  public PipelineHarness setRequestsPerDay(Map<EndpointFamily, Integer> limits) {
    requestsPerDay = limits;
    return this;
  }

  /** Advances the clock instead of waiting. */
  public PipelineHarness fastForward() {
    isFastForward = true;
    return this;
  }

  /** Sets the market of the listings; null for none. */
  public PipelineHarness setMarket(@Nullable String country) {
    market = country;
    return this;
  }

  /** Sets the fingerprint of the build; empty if it is unknown. */
  public PipelineHarness setCodeHash(String hash) {
    codeHash = hash;
    return this;
  }

  /** Sets the number of albums in a listing. */
  public PipelineHarness setAlbums(int albums) {
    return reconfigure(now -> now.withAlbums(albums));
  }

  /** Sets the version of the jar. */
  public PipelineHarness setCodeVersion(String version) {
    codeVersion = version;
    return this;
  }

  /** Deletes a stored value, such as the source of the lake. */
  public void deleteFact(String name) {
    stateStore.write(name, "");
  }

  private PipelineHarness reconfigure(UnaryOperator<SimulatorConfig> change) {
    options = change.apply(options);
    if (simulator != null) {
      simulator.close();
      simulator = null;
    }
    return this;
  }

  /** Returns the catalogue of the simulated Spotify. */
  public Catalogue catalogue() {
    return new Catalogue(options.seed(), options.albums());
  }

  public Lake lake() {
    return lake;
  }

  private Simulator simulator() {
    if (simulator == null) {
      simulator = Simulator.start(options, 0, clock, served::add);
    }
    return simulator;
  }

  private LazySpotify spotify(boolean allowPartial) {
    return new LazySpotify(() -> open(settings(allowPartial), new SplittableRandom(1)));
  }

  private SpotifyClient open(SpotifySettings settings, SplittableRandom random) {
    return isFastForward
        ? FastForwardClients.open(settings, stateStore, clock, random)
        : SpotifyClient.open(settings, stateStore, clock, random);
  }

  private SpotifySettings settings(boolean allowPartial) {
    return new SpotifySettings(
        "id",
        "secret",
        simulator().apiUrl(),
        simulator().accountsUrl(),
        0,
        requestsPerDay,
        "client-" + ++clients,
        SpotifySettings.MAX_IN_FLIGHT,
        SpotifySettings.MAX_WAIT,
        false,
        allowPartial,
        null,
        List.of(),
        null);
  }

  public StageRun run(LocalDate ds) {
    StageRun run = new StageRun(lake, ds, "run-" + ++runs, codeVersion, codeHash, clock);
    lineage = run.lineage();
    return run;
  }

  /** Returns the partitions that the latest run has read and published. */
  public StageLineage lineage() {
    return lineage;
  }

  public StageOutput extractReleases(LocalDate ds) {
    return extractReleases(ds, RELEASES);
  }

  public StageOutput extractReleases(LocalDate ds, ReleaseConfig config) {
    try (LazySpotify spotify = spotify(false)) {
      return new ExtractReleases(run(ds), spotify, stateStore, config, market).run();
    }
  }

  /** Runs the stage with this client instead of the simulator's. */
  public StageOutput extractReleases(LocalDate ds, SpotifyApi api) {
    try (LazySpotify spotify = new LazySpotify(() -> api)) {
      return new ExtractReleases(run(ds), spotify, stateStore, RELEASES, market).run();
    }
  }

  public StageOutput extractTracks(LocalDate ds) {
    return extractTracks(ds, TRACKS, false);
  }

  public StageOutput extractTracks(LocalDate ds, TrackConfig config, boolean allowPartial) {
    try (LazySpotify spotify = spotify(allowPartial)) {
      return new ExtractTracks(run(ds), spotify, config, allowPartial, ProgressListener.NONE).run();
    }
  }

  /** Runs the stage with this client instead of the simulator's. */
  public StageOutput extractTracks(LocalDate ds, SpotifyApi api, boolean allowPartial) {
    try (LazySpotify spotify = new LazySpotify(() -> api)) {
      return new ExtractTracks(run(ds), spotify, TRACKS, allowPartial, ProgressListener.NONE).run();
    }
  }

  /** Runs the stage with a progress listener. An exception of the listener ends the stage. */
  public StageOutput extractTracks(LocalDate ds, ProgressListener listener) {
    try (LazySpotify spotify = spotify(false)) {
      return new ExtractTracks(run(ds), spotify, TRACKS, false, listener).run();
    }
  }

  public StageOutput transform(LocalDate ds, TransformConfig config) {
    return new TransformStage(run(ds), config).run();
  }

  public StageOutput transform(LocalDate ds) {
    return new TransformStage(run(ds), TRANSFORM).run();
  }

  public StageOutput load(LocalDate ds) {
    return load(ds, Set.of());
  }

  public StageOutput load(LocalDate ds, Set<ListingAnomaly> failOn) {
    return new LoadStage(run(ds), failOn).run();
  }

  /** Runs all four stages. */
  public PipelineHarness runAllStages(LocalDate ds) {
    extractReleases(ds);
    extractTracks(ds);
    transform(ds);
    load(ds);
    return this;
  }

  public <R extends IndexedRecord> List<R> rows(Table<R> table, LocalDate ds) {
    List<R> all = new ArrayList<>();
    partition(table, ds).forEachRow(all::add);
    return all;
  }

  public <R extends IndexedRecord> Partition<R> partition(Table<R> table, LocalDate ds) {
    return lake.find(table, ds).orElseThrow();
  }

  /** Replaces the rows of a partition, and leaves its footer entries unchanged. */
  public <R extends IndexedRecord> void rewriteRows(
      Table<R> table, LocalDate ds, UnaryOperator<List<R>> change) {
    publish(table, ds, change.apply(rows(table, ds)), partition(table, ds).footer().entries());
  }

  /** Publishes the same rows of a partition with a changed footer entry. */
  public <R extends IndexedRecord> void putFooterEntry(
      Table<R> table, LocalDate ds, String name, String value) {
    Map<String, String> entries = new HashMap<>(partition(table, ds).footer().entries());
    entries.put(name, value);
    publish(table, ds, rows(table, ds), entries);
  }

  private <R extends IndexedRecord> void publish(
      Table<R> table, LocalDate ds, List<R> rows, Map<String, String> entries) {
    try (PartitionWriter<R> writer = lake.openWriter(table, ds)) {
      entries.forEach(writer::putMetadata);
      rows.forEach(writer::write);
      writer.publish();
    }
  }

  /** Returns paths and queries of the requests since the last call, except requests for tokens. */
  public List<String> takeApiRequests() {
    return takeRequests().stream().filter(target -> target.startsWith("/v1/")).toList();
  }

  /** Returns paths and queries of all requests since the last call. */
  public List<String> takeRequests() {
    List<String> targets = served.stream().map(ServedRequest::target).toList();
    served.clear();
    return targets;
  }

  /** Returns the store of the lake, which records its requests. */
  public RecordingObjectStore store() {
    return store;
  }

  /** Returns the SHA-256 of each file below a folder, by path; "" means the whole lake. */
  public Map<String, String> digests(String below) {
    return new LakeFolder(folder).digests(below);
  }

  /** Returns the SHA-256 of each table file, by path. */
  public Map<String, String> tableDigests() {
    return new LakeFolder(folder).digests();
  }

  public void delete(String below) {
    files(below).forEach(file -> lake.store().delete(folder.relativize(file).toString()));
  }

  private List<Path> files(String below) {
    Path start = folder.resolve(below);
    if (!Files.exists(start)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(start)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    lake.close();
    if (simulator != null) {
      simulator.close();
    }
  }
}
