package pipeline.app;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import pipeline.cli.run.HealthCheckProvider;
import pipeline.cli.run.RunContext;
import pipeline.cli.run.SpotifyConfig;
import pipeline.doctor.AppPermissionsCheck;
import pipeline.doctor.CdsArchiveCheck;
import pipeline.doctor.CheckDefinition;
import pipeline.doctor.CheckResult;
import pipeline.doctor.ClockCheck;
import pipeline.doctor.CredentialsCheck;
import pipeline.doctor.DagFilesCheck;
import pipeline.doctor.DataModeCheck;
import pipeline.doctor.DiskSpaceCheck;
import pipeline.doctor.FilePermissionsCheck;
import pipeline.doctor.HealthCheck;
import pipeline.doctor.JavaCheck;
import pipeline.doctor.LakeAccessCheck;
import pipeline.doctor.MultipartAccessCheck;
import pipeline.doctor.RateLimitBlockCheck;
import pipeline.doctor.SchemaCheck;
import pipeline.doctor.TokenFileCheck;
import pipeline.lake.Lake;
import pipeline.spotify.client.AppPermissionsProbe;
import pipeline.startup.CdsArchive;

/** Everything that doctor looks at, in the order in which one thing needs the other. */
final class DefaultHealthChecks implements HealthCheckProvider {
  /** Who asks what is wrong does not want to wait for long. */
  private static final SpotifyConfig CONFIG =
      new SpotifyConfig(null, Duration.ofSeconds(20), null, false, false);

  private final RandomGenerator random;

  DefaultHealthChecks(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public <T> T use(
      @Nullable Path dags, RunContext context, Function<List<CheckDefinition>, T> action) {
    try (LazyCloseable<Lake> lake = new LazyCloseable<>(context::openLake);
        SpotifySession session =
            new SpotifySession(context, CONFIG, () -> lake.get().store(), random);
        LazyCloseable<AppPermissionsProbe> probe =
            new LazyCloseable<>(() -> session.openAppProbe(context, random))) {
      List<CheckDefinition> all = new ArrayList<>();
      all.add(CheckDefinition.create("java", javaCheck()));
      all.add(CheckDefinition.create("class archive", () -> checkArchive()));
      all.add(CheckDefinition.create(".env", dotEnvCheck(context)));
      addLakeChecks(all, lake, session, context);
      addSpotifyChecks(all, probe, session, context);
      if (dags != null) {
        all.add(
            CheckDefinition.create(
                "dags", new DagFilesCheck(context.workingFolder().resolve(dags))));
      }
      return action.apply(all);
    }
  }

  private static void addLakeChecks(
      List<CheckDefinition> all,
      LazyCloseable<Lake> lake,
      SpotifySession session,
      RunContext context) {
    all.add(CheckDefinition.create("lake", new LakeAccessCheck(lake, context.runId())));
    all.add(
        CheckDefinition.create(
            "lake clock",
            new ClockCheck("the lake", context.clock(), () -> lake.get().store().serverTime())));
    all.add(CheckDefinition.dependingOn("lake", "uploads", new MultipartAccessCheck(lake)));
    all.add(CheckDefinition.dependingOn("lake", "space", new DiskSpaceCheck(lake)));
    all.add(
        CheckDefinition.dependingOn("lake", "kind", new DataModeCheck(lake, session::dataMode)));
    all.add(CheckDefinition.dependingOn("lake", "tables", new SchemaCheck(lake)));
  }

  private static void addSpotifyChecks(
      List<CheckDefinition> all,
      LazyCloseable<AppPermissionsProbe> probe,
      SpotifySession session,
      RunContext context) {
    all.add(CheckDefinition.create("credentials", () -> checkCredentials(session, context)));
    all.add(CheckDefinition.create("token file", () -> tokenFileCheck(session, context).check()));
    all.add(CheckDefinition.dependingOn("credentials", "block", new RateLimitBlockCheck(probe)));
    all.add(CheckDefinition.dependingOn("block", "sign-in", new CredentialsCheck(probe)));
    all.add(
        CheckDefinition.dependingOn(
            "sign-in",
            "Spotify clock",
            new ClockCheck("Spotify", context.clock(), () -> probe.get().serverTime())));
    all.add(
        CheckDefinition.dependingOn(
            "sign-in", "app", new AppPermissionsCheck(probe, session.stateStore())));
  }

  private static HealthCheck javaCheck() {
    return new JavaCheck(
        Runtime.version().feature(),
        System.getProperty("java.runtime.version") + " of " + System.getProperty("java.vendor"),
        ManagementFactory.getRuntimeMXBean().getInputArguments(),
        Runtime.getRuntime().maxMemory());
  }

  private static CheckResult checkArchive() throws IOException {
    CdsArchive archive;
    try {
      archive = JarCdsArchiver.cdsArchive();
    } catch (IOException noJar) {
      return CheckResult.ok(noJar.getMessage() + ", so there is no archive");
    }
    return new CdsArchiveCheck(archive).check();
  }

  private static HealthCheck dotEnvCheck(RunContext context) {
    return new FilePermissionsCheck(
        context.workingFolder().resolve(".env"), "settings come from the environment");
  }

  private static CheckResult checkCredentials(SpotifySession session, RunContext context) {
    session.checkCredentials();
    return CheckResult.ok(
        context.simulation().isPresent()
            ? "none needed: Spotify is simulated within the process"
            : "SPOTIFY_CLIENT_ID and SPOTIFY_CLIENT_SECRET are set");
  }

  private static HealthCheck tokenFileCheck(SpotifySession session, RunContext context) {
    FilePermissionsCheck rights =
        new FilePermissionsCheck(
            context.settings().spotifyTokenFile(), "only add-random-track needs a user's consent");
    return new TokenFileCheck(rights, session.refreshTokenStore(), context.clock());
  }
}
