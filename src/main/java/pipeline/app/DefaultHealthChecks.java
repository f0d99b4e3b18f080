package pipeline.app;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import pipeline.cli.command.IcebergAccess;
import pipeline.cli.run.RunContext;
import pipeline.cli.run.Services.HealthChecks;
import pipeline.cli.run.SpotifyConfig;
import pipeline.doctor.CheckDefinition;
import pipeline.doctor.CheckResult;
import pipeline.doctor.CheckRunner;
import pipeline.doctor.ClockCheck;
import pipeline.doctor.DagFilesCheck;
import pipeline.doctor.IcebergChecks;
import pipeline.doctor.JvmChecks;
import pipeline.doctor.LakeChecks;
import pipeline.doctor.NamedCheckResult;
import pipeline.doctor.SecretFileChecks;
import pipeline.doctor.SpotifyChecks;
import pipeline.spotify.client.AppDiagnosticsProbe;
import pipeline.spotify.quota.FamilyUsage;
import pipeline.startup.CdsArchive;

/** The checks of {@code doctor}. Each check comes after the check that it depends on. */
final class DefaultHealthChecks implements HealthChecks {
  /**
   * The settings of requests to Spotify. The longest wait is short because a user waits for the
   * result.
   */
  private static final SpotifyConfig CONFIG =
      new SpotifyConfig(null, Map.of(), Duration.ofSeconds(20), null, false, false);

  private final RandomGenerator random;

  DefaultHealthChecks(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public List<NamedCheckResult> run(
      @Nullable Path dags, RunContext context, Consumer<NamedCheckResult> listener) {
    SpotifySession session =
        context.shared(
            SpotifySession.class, () -> new SpotifySession(context, CONFIG, random, false));
    Supplier<AppDiagnosticsProbe> probe =
        () ->
            context.shared(AppDiagnosticsProbe.class, () -> session.openAppProbe(context, random));
    List<CheckDefinition> all = new ArrayList<>();
    addMachineChecks(all, context);
    addLakeChecks(all, session, context);
    addIcebergCheck(all, context);
    addSpotifyChecks(all, probe, session, context);
    if (dags != null) {
      Path folder = context.workingFolder().resolve(dags);
      all.add(CheckDefinition.create("dags", () -> DagFilesCheck.check(folder)));
    }
    return CheckRunner.runAll(all, listener);
  }

  private static void addMachineChecks(List<CheckDefinition> all, RunContext context) {
    all.add(CheckDefinition.create("java", DefaultHealthChecks::checkJava));
    all.add(CheckDefinition.create("class archive", DefaultHealthChecks::checkArchive));
    Path dotEnv = context.workingFolder().resolve(".env");
    all.add(
        CheckDefinition.create(
            ".env",
            () -> SecretFileChecks.permissions(dotEnv, "settings come from the environment")));
  }

  private static void addLakeChecks(
      List<CheckDefinition> all, SpotifySession session, RunContext context) {
    LakeChecks checks = new LakeChecks(context::lake);
    all.add(CheckDefinition.create("lake", () -> checks.access(context.runId())));
    all.add(
        CheckDefinition.create(
            "lake clock",
            () ->
                ClockCheck.compare(
                    "the lake", context.clock(), context.lake().store().serverTime())));
    all.add(CheckDefinition.dependingOn("lake", "uploads", checks::uploads));
    all.add(CheckDefinition.dependingOn("lake", "space", checks::diskSpace));
    all.add(CheckDefinition.dependingOn("lake", "kind", () -> checks.dataMode(session.dataMode())));
    all.add(CheckDefinition.dependingOn("lake", "tables", checks::schemas));
  }

  private static void addIcebergCheck(List<CheckDefinition> all, RunContext context) {
    context
        .settings()
        .icebergCatalog()
        .ifPresent(
            catalog ->
                all.add(
                    CheckDefinition.dependingOn(
                        "lake",
                        "Iceberg",
                        () ->
                            IcebergChecks.catalog(
                                catalog,
                                context.lake(),
                                () -> IcebergAccess.open(context),
                                context.runId()))));
  }

  private static void addSpotifyChecks(
      List<CheckDefinition> all,
      Supplier<AppDiagnosticsProbe> probe,
      SpotifySession session,
      RunContext context) {
    SpotifyChecks checks = new SpotifyChecks(probe);
    all.add(CheckDefinition.create("credentials", () -> checkCredentials(session, context)));
    all.add(
        CheckDefinition.create(
            "token file",
            () ->
                SecretFileChecks.token(
                    context.settings().spotifyTokenFile(),
                    session.refreshTokenStore(),
                    context.clock().instant())));
    all.add(CheckDefinition.dependingOn("credentials", "block", checks::rateLimitBlock));
    all.add(
        CheckDefinition.dependingOn(
            "credentials",
            "quota",
            () ->
                SpotifyChecks.quota(
                    FamilyUsage.read(session.stateStore(), context.clock(), Map.of()))));
    all.add(CheckDefinition.dependingOn("block", "sign-in", checks::signIn));
    all.add(
        CheckDefinition.dependingOn(
            "sign-in",
            "Spotify clock",
            () -> ClockCheck.compare("Spotify", context.clock(), probe.get().serverTime())));
    all.add(CheckDefinition.dependingOn("sign-in", "app", () -> checks.app(session.stateStore())));
    all.add(
        CheckDefinition.dependingOn(
            "credentials",
            "market",
            () -> SpotifyChecks.market(context.settings().spotifyMarket(), session.stateStore())));
  }

  private static CheckResult checkJava() {
    return JvmChecks.java(
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
      return CheckResult.ok("no class-data archive: " + noJar.getMessage());
    }
    return JvmChecks.archive(archive);
  }

  private static CheckResult checkCredentials(SpotifySession session, RunContext context) {
    session.checkCredentials();
    return CheckResult.ok(
        context.simulation().isPresent()
            ? "not needed, because Spotify is simulated in this process"
            : "SPOTIFY_CLIENT_ID and SPOTIFY_CLIENT_SECRET are set");
  }
}
