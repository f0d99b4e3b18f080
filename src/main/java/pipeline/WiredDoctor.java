package pipeline;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import pipeline.cli.HealthCheckProvider;
import pipeline.cli.RunContext;
import pipeline.cli.SpotifyConfig;
import pipeline.doctor.AppCheck;
import pipeline.doctor.ArchiveCheck;
import pipeline.doctor.BlockCheck;
import pipeline.doctor.Check;
import pipeline.doctor.ClockCheck;
import pipeline.doctor.DagsCheck;
import pipeline.doctor.Examination;
import pipeline.doctor.Finding;
import pipeline.doctor.JavaCheck;
import pipeline.doctor.KindCheck;
import pipeline.doctor.LakeRights;
import pipeline.doctor.OwnersOnly;
import pipeline.doctor.SchemaCheck;
import pipeline.doctor.SignInCheck;
import pipeline.doctor.SpaceCheck;
import pipeline.doctor.TokenFileCheck;
import pipeline.doctor.UploadRights;
import pipeline.lake.Lake;
import pipeline.spotify.AppProbe;
import pipeline.startup.ClassArchive;

/** Everything that doctor looks at, in the order in which one thing needs the other. */
final class WiredDoctor implements HealthCheckProvider {
  /** Who asks what is wrong does not want to wait for long. */
  private static final SpotifyConfig RULES =
      new SpotifyConfig(null, Duration.ofSeconds(20), null, false, false);

  private final Lakes lakes;
  private final RandomGenerator random;

  WiredDoctor(Lakes lakes, RandomGenerator random) {
    this.lakes = lakes;
    this.random = random;
  }

  @Override
  public <T> T visit(@Nullable Path dags, RunContext context, Function<List<Examination>, T> use) {
    try (Late<Lake> lake = new Late<>(() -> lakes.open(context));
        SpotifyAccess access = new SpotifyAccess(context, RULES, () -> lake.get().store(), random);
        Late<AppProbe> probe = new Late<>(() -> access.appProbe(context, random))) {
      List<Examination> all = new ArrayList<>();
      all.add(Examination.of("java", java()));
      all.add(Examination.of("class archive", () -> archive()));
      all.add(Examination.of(".env", dotEnv(context)));
      lake(all, lake, access, context);
      spotify(all, probe, access, context);
      if (dags != null) {
        all.add(Examination.of("dags", new DagsCheck(context.workingFolder().resolve(dags))));
      }
      return use.apply(all);
    }
  }

  private static void lake(
      List<Examination> all, Late<Lake> lake, SpotifyAccess access, RunContext context) {
    all.add(Examination.of("lake", new LakeRights(lake, context.runId())));
    all.add(
        Examination.of(
            "lake clock",
            new ClockCheck("the lake", context.clock(), () -> lake.get().store().serverTime())));
    all.add(Examination.after("lake", "uploads", new UploadRights(lake)));
    all.add(Examination.after("lake", "space", new SpaceCheck(lake)));
    all.add(Examination.after("lake", "kind", new KindCheck(lake, access::kind)));
    all.add(Examination.after("lake", "tables", new SchemaCheck(lake)));
  }

  private static void spotify(
      List<Examination> all, Late<AppProbe> probe, SpotifyAccess access, RunContext context) {
    all.add(Examination.of("credentials", () -> credentials(access, context)));
    all.add(Examination.of("token file", () -> tokenFile(access, context).look()));
    all.add(Examination.after("credentials", "block", new BlockCheck(probe)));
    all.add(Examination.after("block", "sign-in", new SignInCheck(probe)));
    all.add(
        Examination.after(
            "sign-in",
            "Spotify clock",
            new ClockCheck("Spotify", context.clock(), () -> probe.get().serverTime())));
    all.add(Examination.after("sign-in", "app", new AppCheck(probe, access.facts())));
  }

  private static Check java() {
    return new JavaCheck(
        Runtime.version().feature(),
        System.getProperty("java.runtime.version") + " of " + System.getProperty("java.vendor"),
        ManagementFactory.getRuntimeMXBean().getInputArguments(),
        Runtime.getRuntime().maxMemory());
  }

  private static Finding archive() throws IOException {
    ClassArchive archive;
    try {
      archive = InstalledJar.archive();
    } catch (IOException noJar) {
      return Finding.ok(noJar.getMessage() + ", so there is no archive");
    }
    return new ArchiveCheck(archive).look();
  }

  private static Check dotEnv(RunContext context) {
    return new OwnersOnly(
        context.workingFolder().resolve(".env"), "settings come from the environment");
  }

  private static Finding credentials(SpotifyAccess access, RunContext context) {
    access.requireCredentials();
    return Finding.ok(
        context.simulation().isPresent()
            ? "none needed: Spotify is simulated within the process"
            : "SPOTIFY_CLIENT_ID and SPOTIFY_CLIENT_SECRET are set");
  }

  private static Check tokenFile(SpotifyAccess access, RunContext context) {
    OwnersOnly rights =
        new OwnersOnly(
            context.settings().spotifyTokenFile(), "only add-random-track needs a user's consent");
    return new TokenFileCheck(rights, access.tokens(), context.clock());
  }
}
