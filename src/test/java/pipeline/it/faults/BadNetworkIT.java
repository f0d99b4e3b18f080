package pipeline.it.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import pipeline.lake.ObjectStoreFactory;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.TestLakeSettings;
import pipeline.testing.S3Server;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.LakeFingerprints;
import pipeline.testing.process.LakeSnapshot;
import pipeline.testing.process.PipelineJar;
import pipeline.testing.process.ProcessResult;
import pipeline.testing.process.RunningProcess;
import pipeline.testing.process.SimulatorProcess;

/**
 * Runs the four stages over a bad network to Spotify and S3. Each run either succeeds with complete
 * tables, or fails with an exit code and a message and leaves nothing half-written. {@code
 * -Dnetworks=200} sets the number of runs.
 */
class BadNetworkIT {
  private static final int NETWORKS =
      Integer.getInteger("networks", Boolean.getBoolean("full") ? 16 : 0);
  private static final long SEED = 20261121;
  private static final String BUCKET = "networks";
  private static final String LINE = "run --date " + ExampleDay.DS;
  private static final String SPOTIFY = "spotify";
  private static final String S3 = "s3";

  /** The exit codes for an unreachable Spotify and an unreachable lake. */
  private static final List<Integer> CODES = List.of(69, 74);

  private final Path folder = ExampleDay.newFolder("networks");

  @Test
  void runIsCompleteOrFailsWithAnError() {
    assumeTrue(NETWORKS > 0, "only under -Pfull");
    PipelineJar.MissingFeature.assumeAvailable(
        Toxiproxy.installed().isPresent(), Toxiproxy.INSTALL);
    PipelineJar.MissingFeature.assumeVersitygw();
    String uri = "s3://" + BUCKET + "/lake";
    String options = "--albums 15 --date " + ExampleDay.DS;
    try (S3Server server = S3Server.versitygw(folder);
        Toxiproxy proxy = Toxiproxy.start(folder);
        SimulatorProcess one = SimulatorProcess.start(folder, options + " --seed 1");
        SimulatorProcess another = SimulatorProcess.start(folder, options + " --seed 2")) {
      server.createBucket(BUCKET);
      JarRunner good =
          JarRunner.in(folder)
              .with(server.environment())
              .with("AWS_REGION", "us-east-1")
              .with("LAKE", uri);
      JarRunner bad =
          good.with(settingsThrough(proxy, another))
              .with("AWS_ENDPOINT_URL_S3", proxy.addProxy(S3, server.endpoint()).toString());
      try (ObjectStore store =
          ObjectStoreFactory.open(
              uri, TestLakeSettings.environment(folder, server.environment()))) {
        good.with(one.settings()).run(LINE).requireSuccess();
        runOverBadNetworks(store, proxy, bad);
      }
    }
  }

  private static Map<String, String> settingsThrough(Toxiproxy proxy, SimulatorProcess simulator) {
    Map<String, String> settings = new HashMap<>(simulator.settings());
    URI api = URI.create(Objects.requireNonNull(settings.get("SPOTIFY_API_URL")));
    URI proxied = proxy.addProxy(SPOTIFY, api);
    settings.put("SPOTIFY_API_URL", proxied.toString());
    settings.put("SPOTIFY_ACCOUNTS_URL", proxied.resolve("/").toString().replaceFirst("/$", ""));
    return settings;
  }

  private void runOverBadNetworks(ObjectStore store, Toxiproxy proxy, JarRunner bad) {
    LakeSnapshot start = LakeSnapshot.from(store);
    SortedMap<String, String> before = fingerprints(store);
    bad.run(LINE).requireSuccess();
    SortedMap<String, String> after = fingerprints(store);
    SplittableRandom random = new SplittableRandom(SEED);
    Map<Integer, Integer> codes = new TreeMap<>();
    for (int network = 0; network < NETWORKS; network++) {
      start.restore(store);
      String what = addFaults(proxy, network, random);
      ProcessResult result;
      try (RunningProcess running = bad.start(LINE)) {
        if (network % 4 == 3) {
          what += cutOff(proxy, network / 4 % 2 == 0 ? SPOTIFY : S3, random);
        }
        result = running.await();
      }
      proxy.reset();
      codes.merge(result.exitCode(), 1, Integer::sum);
      what += "; ended with %d after %d ms".formatted(result.exitCode(), result.millis());
      CrashIT.log(folder, what);
      if (result.exitCode() != 0) {
        assertFailsWithoutDamage(result, before, after, fingerprints(store), what);
        bad.run(LINE).requireSuccess();
      }
      assertEquals(List.of(), LakeFingerprints.differences(after, fingerprints(store)), what);
    }
    CrashIT.log(folder, NETWORKS + " networks, runs by exit code: " + codes);
  }

  private static SortedMap<String, String> fingerprints(ObjectStore store) {
    return LakeFingerprints.from(store, LocalDate.parse(ExampleDay.DS));
  }

  private static String addFaults(Toxiproxy proxy, int network, SplittableRandom random) {
    NetworkFault first = NetworkFault.any(network, random);
    String where = network / 8 % 2 == 0 ? SPOTIFY : S3;
    proxy.add(where, first);
    NetworkFault second = NetworkFault.any(random.nextInt(100), random);
    String elsewhere = where.equals(S3) ? SPOTIFY : S3;
    proxy.add(elsewhere, second);
    return "%d: %s %s, %s %s".formatted(network, where, first, elsewhere, second);
  }

  private static String cutOff(Toxiproxy proxy, String where, SplittableRandom random) {
    int after = random.nextInt(4000);
    int during = random.nextInt(100, 3000);
    RunningProcess.pause(after);
    proxy.cutOff(where, true);
    RunningProcess.pause(during);
    proxy.cutOff(where, false);
    return ", %s cut off for %d ms after %d ms".formatted(where, during, after);
  }

  private static void assertFailsWithoutDamage(
      ProcessResult result,
      SortedMap<String, String> before,
      SortedMap<String, String> after,
      SortedMap<String, String> now,
      String what) {
    assertTrue(CODES.contains(result.exitCode()), () -> what + result.out() + result.err());
    assertTrue(result.error().length() > 20, () -> what + result.error());
    assertEquals(before.keySet(), now.keySet(), what);
    now.forEach(
        (key, fingerprint) ->
            assertTrue(
                fingerprint.equals(before.get(key)) || fingerprint.equals(after.get(key)),
                () -> key + " is neither the old nor the new table: " + what));
  }
}
