package pipeline.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.simulator.options.QuotaMode;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.stage.CaptureMetadata;
import pipeline.testing.PipelineHarness;

/** Checks that the tables and the state of a lake have the market of its listings. */
class ListingMarketTest {
  private static final LocalDate LONG_AGO = LocalDate.of(2024, 1, 1);

  @TempDir Path folder;
  private PipelineHarness harness;

  @BeforeEach
  void open() {
    harness = new PipelineHarness(folder).setApp(QuotaMode.DEVELOPMENT);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  /** Fetches the listing of today, and returns the warnings about its market. */
  private List<String> warningsFor(@Nullable String market) {
    return warningsFor(market, TODAY);
  }

  private List<String> warningsFor(@Nullable String market, LocalDate ds) {
    return harness.setMarket(market).extractReleases(ds).warnings().stream()
        .filter(warning -> warning.startsWith("market"))
        .toList();
  }

  /** Returns the markets in the rows of a listing, in which null means none. */
  private Set<@Nullable String> markets(LocalDate ds) {
    Set<@Nullable String> markets = new HashSet<>();
    harness.rows(RawRelease.TABLE, ds).forEach(row -> markets.add(row.market()));
    return markets;
  }

  @Test
  void changedMarketIsWarnedOfOnce() {
    assertEquals(List.of(), warningsFor(null));
    assertEquals(
        List.of(
            "market changed since the previous listing of this lake: none to DE (albums and release"
                + " dates differ by market); to return, use --market none"),
        warningsFor("DE"));
    assertEquals(Set.of("DE"), markets(TODAY));
    assertEquals(List.of(), warningsFor("DE"));
    assertTrue(warningsFor(null).get(0).contains("to return, use --market DE"));
    assertEquals(Optional.of("none"), harness.stateStore.find("market"));
  }

  @Test
  void historicalListingsAreComparedToo() {
    assertEquals(List.of(), warningsFor("DE", LONG_AGO));
    assertEquals(1, warningsFor("US").size());
    assertEquals(1, warningsFor("DE", LONG_AGO.minusDays(1)).size());
    assertEquals(Set.of("DE"), markets(LONG_AGO));
  }

  @Test
  void lakeWithoutAStoredMarketAdoptsTheFirst() {
    warningsFor(null);
    harness.deleteFact("market");
    assertEquals(List.of(), warningsFor("DE"));
    assertEquals(Optional.of("DE"), harness.stateStore.find("market"));
  }

  @Test
  void unchangedHistoricalDateHasNoMarketToCompare() {
    warningsFor("DE", LONG_AGO);
    assertEquals(List.of(), warningsFor("US", LONG_AGO));
    assertEquals(Optional.of("DE"), harness.stateStore.find("market"));
  }

  @Test
  void newReleasesHasNoMarket() {
    harness.setApp(QuotaMode.EXTENDED);
    assertEquals(
        List.of(
            "market not used: DE (the source new-releases has no market); use --source search, or"
                + " turn the market off with --market none"),
        warningsFor("DE"));
    Set<@Nullable String> none = new HashSet<>();
    none.add(null);
    assertEquals(none, markets(TODAY));
    assertEquals(Optional.empty(), harness.stateStore.find("market"));
  }

  @Test
  void partitionsHasTheMarketOfTheListing() {
    harness.setMarket("DE").runAllStages(TODAY);
    assertEquals(
        Set.of("raw/releases"),
        harness.rows(PartitionEntry.TABLE, TODAY).stream()
            .filter(row -> "DE".equals(row.market()))
            .map(PartitionEntry::tableName)
            .collect(Collectors.toSet()));
    assertNull(
        CaptureMetadata.from(harness.partition(RawTrack.TABLE, TODAY).footer()).market(),
        "tracks are requested without a market");
    assertTrue(
        harness.takeApiRequests().stream()
            .filter(target -> target.contains("market="))
            .allMatch(target -> target.startsWith("/v1/search")));
  }
}
