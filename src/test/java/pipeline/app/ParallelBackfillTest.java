package pipeline.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.cli.console.StderrTerminal;
import pipeline.cli.console.StdoutTerminal;
import pipeline.cli.run.ProcessEnvironment;
import pipeline.lake.Lake;
import pipeline.lake.Table;
import pipeline.lake.file.FileObjectStore;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.simulator.Simulator;
import pipeline.simulator.catalogue.Catalogue;
import pipeline.simulator.options.SimulatorConfig;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Tables;
import pipeline.testing.SimulatorSettings;
import pipeline.testing.process.LakeFolder;

/**
 * Checks that dates that run at the same time have the same results as dates that run one after the
 * other.
 */
class ParallelBackfillTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 1, 12);
  private static final LocalDate FROM = LocalDate.of(2025, 12, 20);

  private static final SimulatorConfig CONFIG = SimulatorConfig.DEFAULTS.withAlbums(40);

  /** A range that contains dates of two years and the current dates. */
  private static final String RANGE = "--from " + FROM + " --to " + TODAY;

  @TempDir Path folder;

  /**
   * The outcome of a backfill.
   *
   * @param lines the result lines without run IDs and durations
   * @param footers the footer of each partition, without the run ID
   * @param derived the SHA-256 of each file in clean and analytics
   * @param objects the keys of the checkpoints and build records
   * @param requests the paths and queries that Spotify received, sorted
   */
  private record Outcome(
      int exitCode,
      List<String> lines,
      SortedMap<String, SortedMap<String, String>> footers,
      SortedMap<String, String> derived,
      List<String> objects,
      List<String> requests) {
    List<JsonObject> results() {
      return lines.stream().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    }
  }

  private Outcome backfill(int parallel, String options, Consumer<Path> preparation) {
    Path place = folder.resolve("parallel-" + parallel);
    Path lake = place.resolve("lake");
    preparation.accept(lake);
    Clock clock = Clock.fixed(Instant.parse(TODAY + "T12:00:00Z"), ZoneOffset.UTC);
    List<String> requests = new CopyOnWriteArrayList<>();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int exitCode;
    try (Simulator simulator =
        Simulator.start(CONFIG, 0, clock, request -> requests.add(request.target()))) {
      Map<String, String> environment = new HashMap<>(SimulatorSettings.of(simulator));
      environment.put("LAKE", "file:" + lake);
      ProcessEnvironment process =
          new ProcessEnvironment(
              environment,
              utf8(out),
              utf8(new ByteArrayOutputStream()),
              StderrTerminal.NONE,
              StdoutTerminal.NONE,
              clock,
              folder,
              Map.of());
      String command = "backfill %s %s --parallel %d".formatted(RANGE, options, parallel);
      exitCode = Application.run(command.strip().split(" +"), process);
    }
    LakeFolder files = new LakeFolder(lake);
    return new Outcome(
        exitCode,
        out.toString(StandardCharsets.UTF_8).lines().map(line -> normalize(line, lake)).toList(),
        footers(lake),
        files.digests("clean", "analytics"),
        List.copyOf(files.digests("work", "state/origin").keySet()),
        requests.stream().sorted().toList());
  }

  private static PrintStream utf8(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String normalize(String line, Path lake) {
    JsonObject result = JsonParser.parseString(line).getAsJsonObject();
    result.remove("seconds");
    result.remove("run_id");
    return result.toString().replace(lake.toString(), "LAKE");
  }

  private static SortedMap<String, SortedMap<String, String>> footers(Path folder) {
    SortedMap<String, SortedMap<String, String>> footers = new TreeMap<>();
    try (FileObjectStore store = new FileObjectStore(folder)) {
      Lake lake = new Lake(store);
      for (Table<?> table : Tables.all()) {
        for (LocalDate date : lake.listDates(table)) {
          lake.findPublishedVersion(table, date)
              .ifPresent(
                  version -> {
                    SortedMap<String, String> entries = new TreeMap<>(version.footer().entries());
                    entries.remove(PartitionMetadata.RUN_ID);
                    footers.put(table.key(date), entries);
                  });
        }
      }
    }
    return footers;
  }

  private Outcome assertSameOutcome(String options, Consumer<Path> preparation) {
    Outcome expected = backfill(1, options, preparation);
    for (int parallel : List.of(4, 16)) {
      Outcome outcome = backfill(parallel, options, preparation);
      assertEquals(expected.lines(), outcome.lines());
      assertEquals(expected.footers().keySet(), outcome.footers().keySet());
      expected
          .footers()
          .forEach((key, footer) -> assertEquals(footer, outcome.footers().get(key), key));
      assertEquals(expected.derived(), outcome.derived());
      assertEquals(expected.objects(), outcome.objects());
      assertEquals(expected.requests(), outcome.requests());
      assertEquals(expected.exitCode(), outcome.exitCode());
    }
    return expected;
  }

  @Test
  void lakeEqualsThatOfDatesInOrder() {
    Outcome outcome = assertSameOutcome("--max-search-calls 25", lake -> {});

    long dates = FROM.datesUntil(TODAY.plusDays(1)).count();
    assertEquals(0, outcome.exitCode());
    assertEquals(4 * dates + 1, outcome.lines().size());
    assertEquals(Tables.all().size() * dates, outcome.footers().size());
    assertTrue(
        outcome.footers().get(RawTrack.TABLE.key(TODAY)).containsKey("copied_from"),
        "tracks of an earlier date of the same backfill");
    List<String> pages =
        outcome.requests().stream().filter(request -> request.contains("year%3A")).toList();
    assertEquals(2 * 25, pages.size(), "the pages of two years");
    assertEquals(pages.size(), new HashSet<>(pages).size(), "each page once");
    assertEquals(
        outcome.requests().size(),
        outcome.results().get(outcome.lines().size() - 1).get("requests").getAsInt());
  }

  @Test
  void watchListGivesTheSameLake() {
    Catalogue catalogue = new Catalogue(CONFIG.seed(), CONFIG.albums());
    List<String> artists =
        catalogue.listing(TODAY).stream()
            .limit(5)
            .map(slot -> catalogue.album(slot).artists().get(0).name())
            .toList();
    Path names = write(folder.resolve("artists.txt"), String.join("\n", artists));

    Outcome outcome = assertSameOutcome("--artist file:" + names, lake -> {});

    assertEquals(0, outcome.exitCode());
    assertNotEquals("0", outcome.footers().get(RawTrack.TABLE.key(TODAY)).get("rows"));
  }

  @Test
  void damagedPartitionInTheMiddleFailsOnlyItsDate() {
    LocalDate damaged = FROM.plusDays(9);

    Outcome outcome =
        assertSameOutcome(
            "--max-search-calls 25",
            lake -> write(lake.resolve(RawRelease.TABLE.key(damaged)), "no Parquet"));

    assertEquals(65, outcome.exitCode());
    List<JsonObject> failed =
        outcome.results().stream()
            .filter(result -> result.get("exit_code").getAsInt() != 0)
            .toList();
    assertEquals(2, failed.size());
    assertEquals(damaged.toString(), failed.get(0).get("date").getAsString());
  }

  private static Path write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
