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
import pipeline.spotify.client.AppProbe;
import pipeline.startup.CdsArchive;

/** Everything that doctor looks at, in the order in which one thing needs the other. */
final class DefaultHealthChecks implements HealthCheckProvider {
  /** Who asks what is wrong does not want to wait for long. */
  private static final SpotifyConfig RULES =
      new SpotifyConfig(null, Duration.ofSeconds(20), null, false, false);

  private final DefaultLakeProvider lakes;
  private final RandomGenerator random;

  DefaultHealthChecks(DefaultLakeProvider lakes, RandomGenerator random) {
    this.lakes = lakes;
    this.random = random;
  }

  @Override
  public <T> T visit(
      @Nullable Path dags, RunContext context, Function<List<CheckDefinition>, T> use) {
    try (LazyCloseable<Lake> lake = new LazyCloseable<>(() -> lakes.open(context));
        SpotifySession access =
            new SpotifySession(context, RULES, () -> lake.get().store(), random);
        LazyCloseable<AppProbe> probe =
            new LazyCloseable<>(() -> access.appProbe(context, random))) {
      List<CheckDefinition> all = new ArrayList<>();
      all.add(CheckDefinition.of("java", java()));
      all.add(CheckDefinition.of("class archive", () -> archive()));
      all.add(CheckDefinition.of(".env", dotEnv(context)));
      lake(all, lake, access, context);
      spotify(all, probe, access, context);
      if (dags != null) {
        all.add(
            CheckDefinition.of("dags", new DagFilesCheck(context.workingFolder().resolve(dags))));
      }
      return use.apply(all);
    }
  }

  private static void lake(
      List<CheckDefinition> all,
      LazyCloseable<Lake> lake,
      SpotifySession access,
      RunContext context) {
    all.add(CheckDefinition.of("lake", new LakeAccessCheck(lake, context.runId())));
    all.add(
        CheckDefinition.of(
            "lake clock",
            new ClockCheck("the lake", context.clock(), () -> lake.get().store().serverTime())));
    all.add(CheckDefinition.after("lake", "uploads", new MultipartAccessCheck(lake)));
    all.add(CheckDefinition.after("lake", "space", new DiskSpaceCheck(lake)));
    all.add(CheckDefinition.after("lake", "kind", new DataModeCheck(lake, access::kind)));
    all.add(CheckDefinition.after("lake", "tables", new SchemaCheck(lake)));
  }

  private static void spotify(
      List<CheckDefinition> all,
      LazyCloseable<AppProbe> probe,
      SpotifySession access,
      RunContext context) {
    all.add(CheckDefinition.of("credentials", () -> credentials(access, context)));
    all.add(CheckDefinition.of("token file", () -> tokenFile(access, context).look()));
    all.add(CheckDefinition.after("credentials", "block", new RateLimitBlockCheck(probe)));
    all.add(CheckDefinition.after("block", "sign-in", new CredentialsCheck(probe)));
    all.add(
        CheckDefinition.after(
            "sign-in",
            "Spotify clock",
            new ClockCheck("Spotify", context.clock(), () -> probe.get().serverTime())));
    all.add(
        CheckDefinition.after("sign-in", "app", new AppPermissionsCheck(probe, access.facts())));
  }

  private static HealthCheck java() {
    return new JavaCheck(
        Runtime.version().feature(),
        System.getProperty("java.runtime.version") + " of " + System.getProperty("java.vendor"),
        ManagementFactory.getRuntimeMXBean().getInputArguments(),
        Runtime.getRuntime().maxMemory());
  }

  private static CheckResult archive() throws IOException {
    CdsArchive archive;
    try {
      archive = JarCdsArchiver.archive();
    } catch (IOException noJar) {
      return CheckResult.ok(noJar.getMessage() + ", so there is no archive");
    }
    return new CdsArchiveCheck(archive).look();
  }

  private static HealthCheck dotEnv(RunContext context) {
    return new FilePermissionsCheck(
        context.workingFolder().resolve(".env"), "settings come from the environment");
  }

  private static CheckResult credentials(SpotifySession access, RunContext context) {
    access.requireCredentials();
    return CheckResult.ok(
        context.simulation().isPresent()
            ? "none needed: Spotify is simulated within the process"
            : "SPOTIFY_CLIENT_ID and SPOTIFY_CLIENT_SECRET are set");
  }

  private static HealthCheck tokenFile(SpotifySession access, RunContext context) {
    FilePermissionsCheck rights =
        new FilePermissionsCheck(
            context.settings().spotifyTokenFile(), "only add-random-track needs a user's consent");
    return new TokenFileCheck(rights, access.tokens(), context.clock());
  }
}
