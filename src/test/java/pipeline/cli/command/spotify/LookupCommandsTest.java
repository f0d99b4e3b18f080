package pipeline.cli.command.spotify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.cli.console.StdoutTerminal;
import pipeline.simulator.Simulator;
import pipeline.simulator.options.QuotaMode;
import pipeline.simulator.options.SimulatorConfig;

/** Runs the lookup commands against a simulator. */
class LookupCommandsTest extends LookupFixture {
  @ParameterizedTest
  @EnumSource(QuotaMode.class)
  void resultsGoToStdoutAndTheResultLineToStderr(QuotaMode app) {
    LookupRun run =
        simulated(
            "search", "tag:new", "--limit", "7", "--app", app.toString().toLowerCase(Locale.ROOT));
    assertEquals(0, run.code(), run.err());
    assertEquals(21, run.rows().size());
    assertEquals(
        List.of("artist", "album", "track"), run.values("type").stream().distinct().toList());
    assertEquals(21, run.values("url").size());
    assertEquals("{\"artists\":7,\"albums\":7,\"tracks\":7}", run.result().get("rows").toString());
    assertEquals("ok", run.result().get("status").getAsString());
    assertEquals(
        4, run.result().get("requests").getAsInt(), "one request for a token and one per type");
    assertTrue(run.result().get("truncated").getAsBoolean());
  }

  @ParameterizedTest
  @CsvSource({"extended, 35, 2", "development, 35, 5", "extended, 10, 2", "development, 10, 2"})
  void searchUsesTheLargestAllowedPages(String app, int limit, int requests) {
    LookupRun run =
        simulated("search", "tag:new", "--type", "track", "--limit", "" + limit, "--app", app);
    assertEquals(limit, Set.copyOf(run.values("id")).size(), run.err());
    int sent = run.result().get("requests").getAsInt();
    boolean sizesTried = app.equals("development") && limit > 10;
    assertEquals(sizesTried ? requests + 1 : requests, sent);
  }

  @Test
  void lookupPrintsATableThatFitsTheTerminal() {
    LookupRun run =
        run(
            Map.of("SIMULATE", "true"),
            new StdoutTerminal(true, () -> 100),
            "search",
            "tag:new",
            "--type",
            "album");
    assertTrue(run.out().startsWith("Type   Name "), run.out());
    assertTrue(run.out().contains("https://open.spotify.com/album/"), run.out());
    assertFalse(run.out().contains("{"), "the table has JSON");
    assertEquals(0, run.result().get("exit_code").getAsInt());
  }

  @Test
  void searchWithoutResultsSucceeds() {
    LookupRun run = simulated("search", "xyzzyxyzzyxyzzy");
    assertEquals(0, run.code());
    assertEquals("", run.out());
    assertTrue(run.err().contains("No results."), run.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hits.csv", "hits.parquet", "hits.jsonl"})
  void outputFileLeavesStdoutForTheResult(String name) throws IOException {
    LookupRun run = simulated("search", "tag:new", "--output", name);
    assertEquals(0, run.code(), run.err());
    assertEquals(1, run.rows().size());
    assertEquals(true, run.rows().get(0).get("changed").getAsBoolean());
    assertTrue(Files.size(folder.resolve(name)) > 500);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.count(), "a lake was created");
    }
    LookupRun again = simulated("search", "tag:new", "--output", name);
    assertEquals(false, again.rows().get(0).get("changed").getAsBoolean(), "the file is the same");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "search | <query> is missing",
        "search x --type band | 'band' is not one of artist, album, track",
        "search x --limit 0 | --limit is out of range: 0; use a number from 1 to 1000",
        "search x --limit 1001 | --limit is out of range: 1001",
        "search x --output x.xls | must end in .csv, .parquet or .jsonl",
        "search x --output no/x.csv | missing folder",
        "search x --market germany | invalid country code: --market germany",
        "search x --typ album | did you mean --type?",
        "artist-albums | <artist> is missing",
        "artist-albums x --limit 0 | --limit is too small: 0",
        "rate-limit x | unexpected argument: 'x'; remove it",
        "rate-limit --requests 0 | --requests is out of range: 0",
        "rate-limit --requests 100001 | use a number from 1 to 100000",
        "rate-limit --interval -1 | --interval is out of range: -1.0; use a number from 0.0 to"
            + " 3600.0",
        "rate-limit --interval NaN | --interval is out of range: NaN",
      })
  void wrongUsageIsReportedOnStderrOnly(String line, String message) {
    LookupRun run = simulated(line.split(" "));
    assertEquals(64, run.code(), run.err());
    if (!line.contains("--output")) {
      assertEquals("", run.out());
    }
    assertTrue(run.err().contains(message), run.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"search x", "extract-releases --date 2024-01-01"})
  void marketThatSpotifyRefusesIsAUsageError(String line) {
    LookupRun run = simulated((line + " --market ZZ").split(" "));
    assertEquals(64, run.code(), run.err());
    assertTrue(run.err().contains("answered 400"), run.err());
    assertTrue(run.err().contains("check --market or SPOTIFY_MARKET"), run.err());
  }

  @Test
  void severalWordsFormOneQuery() {
    LookupRun separate = simulated("search", "tag:new", "the", "--type", "album");
    LookupRun quoted = simulated("search", "tag:new the", "--type", "album");
    assertEquals(quoted.out(), separate.out());
    assertFalse(quoted.out().isEmpty());
  }

  @Test
  void artistIsFoundByIdLinkAndName() {
    JsonObject artist = someArtist();
    LookupRun byId = simulated("artist-albums", artist.get("id").getAsString());
    LookupRun byLink = simulated("artist-albums", artist.get("url").getAsString());
    LookupRun byName = simulated("artist-albums", artist.get("name").getAsString());
    assertEquals(0, byId.code(), byId.err());
    assertFalse(byId.out().isEmpty());
    assertEquals(byId.out(), byLink.out());
    assertEquals(byId.out(), byName.out());
    assertTrue(
        byName.err().contains("Artist: " + artist.get("name").getAsString() + ", https://"),
        byName.err());
  }

  @Test
  void bothQuotaModesListTheSameAlbums() {
    String id = someArtist().get("id").getAsString();
    LookupRun extended = simulated("artist-albums", id, "--limit", "60");
    LookupRun development = simulated("artist-albums", id, "--limit", "60", "--app", "development");
    assertEquals(extended.out(), development.out());
    List<String> groups = extended.values("album_group").stream().distinct().toList();
    assertEquals(
        Stream.of("album", "single", "compilation", "appears_on").filter(groups::contains).toList(),
        groups);
    assertTrue(groups.size() > 1, groups.toString());
  }

  @Test
  void limitAppliesToEachGroup() {
    LookupRun run =
        simulated("artist-albums", someArtist().get("id").getAsString(), "--limit", "1");
    Map<String, Long> perGroup =
        run.values("album_group").stream()
            .collect(Collectors.groupingBy(group -> group, Collectors.counting()));
    assertTrue(perGroup.size() > 1, perGroup.toString());
    assertEquals(Set.of(1L), Set.copyOf(perGroup.values()));
    assertTrue(run.result().get("truncated").getAsBoolean());
  }

  @ParameterizedTest
  @CsvSource({
    "0000000000000000000000, unknown artist id: 0000000000000000000000",
    "xyzzyxyzzyxyzzy, no artist found: 'xyzzyxyzzyxyzzy'"
  })
  void unknownArtistIsReported(String artist, String message) {
    LookupRun run = simulated("artist-albums", artist);
    assertEquals(66, run.code());
    assertEquals("", run.out());
    assertTrue(run.err().contains(message), run.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "500:first=1,path=/v1/",
        "503:every=3,path=/v1/",
        "401:after=1,times=1,path=/v1/",
        "429:retry-after=0,after=1,times=1,path=/v1/",
        "cut:after=1,times=1,path=/v1/",
        "closed:after=1,times=1,path=/v1/",
        "not-json:after=1,times=1,path=/v1/",
        "null-page:after=1,times=1,path=/v1/",
        "null-item:times=1,path=/v1/",
        "empty-page:after=1,times=1,path=/v1/",
        "short-page:times=1,path=/v1/",
      })
  void temporaryFaultChangesNothing(String fault) {
    SimulatorConfig options = SIMULATOR.withApp(QuotaMode.DEVELOPMENT);
    String[] line = {"search", "tag:new", "--type", "artist,track", "--limit", "25"};
    try (Simulator sound = simulator(options);
        Simulator faulty = simulator(options, fault)) {
      LookupRun expected = against(sound, line);
      LookupRun run = against(faulty, line);
      assertEquals(0, run.code(), run.err());
      assertEquals(expected.out(), run.out());
      assertEquals(50, run.rows().size());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "next-foreign, 76",
    "403, 77",
    "premium-needed, 77",
    "not-bearer, 77",
    "400, 64",
    "null-page, 69",
    "quota-exceeded, 75",
  })
  void persistentFaultHasItsExitCode(String fault, int code) {
    try (Simulator faulty =
        simulator(SIMULATOR.withApp(QuotaMode.DEVELOPMENT), fault + ":path=/v1/")) {
      LookupRun run = against(faulty, "search", "tag:new", "--type", "artist", "--limit", "20");
      assertEquals(code, run.code(), run.err());
      assertEquals("", run.out());
      assertEquals(code, run.result().get("exit_code").getAsInt());
    }
  }

  @Test
  void learnedFactsAreStoredInTheLake() {
    try (Simulator simulator = simulator(SIMULATOR.withApp(QuotaMode.DEVELOPMENT))) {
      String[] line = {"search", "tag:new", "--type", "track", "--limit", "20"};
      int first = against(simulator, line).result().get("requests").getAsInt();
      int second = against(simulator, line).result().get("requests").getAsInt();
      assertEquals(first - 1, second, "the size of a page is known by now");
    }
  }

  @Test
  void unreachableLakeIsOnlyAWarning() {
    try (Simulator simulator = simulator(SIMULATOR.withApp(QuotaMode.DEVELOPMENT))) {
      Map<String, String> environment = environment(simulator);
      environment.put("LAKE", "s3://some-bucket/lake");
      environment.put("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9");
      environment.put("AWS_REGION", "eu-central-1");
      environment.put("AWS_ACCESS_KEY_ID", "key");
      environment.put("AWS_SECRET_ACCESS_KEY", "secret");
      LookupRun run = run(environment, StdoutTerminal.NONE, "search", "tag:new", "--type", "track");
      assertEquals(0, run.code(), run.err());
      assertEquals(10, run.rows().size());
      assertTrue(run.err().contains("Cannot share rate-limit blocks and call counts"), run.err());
    }
  }

  @Test
  void simulatedLookupLeavesARealLakeUnchanged() throws IOException {
    Path state = Files.createDirectories(folder.resolve("lake/state"));
    Files.writeString(state.resolve("lake.json"), "{\"simulated\":false}\n");
    try (Simulator simulator = simulator(SIMULATOR.withApp(QuotaMode.DEVELOPMENT).withQuota(3))) {
      LookupRun run = against(simulator, "rate-limit", "--interval", "0");
      assertEquals(0, run.code(), run.err());
    }
    try (Stream<Path> files = Files.list(state)) {
      assertEquals(1, files.count(), "no block of a simulator is noted there");
    }
  }

  @Test
  void lookupPrintsNoSecret() {
    try (Simulator simulator = simulator(SIMULATOR)) {
      for (String line :
          List.of("search x --log-level trace", "rate-limit --requests 2 --log-level trace")) {
        LookupRun run = against(simulator, line.split(" "));
        assertFalse((run.out() + run.err()).contains("the-secret"), run.err());
        assertFalse((run.out() + run.err()).contains("Bearer"), run.err());
      }
    }
  }
}
