package pipeline.stages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pipeline.lake.Table;
import pipeline.tables.row.FactRelease;
import pipeline.tables.row.Tables;
import pipeline.testing.PipelineHarness;

/**
 * Checks that no partition depends on other dates. Thirty dates are transformed and loaded in
 * random order, some repeatedly, and must give the same bytes.
 */
class ShuffledBackfillTest {
  private static final int DATES = 30;
  private static final LocalDate FIRST = PipelineHarness.TODAY;

  @TempDir static Path folder;
  private static PipelineHarness harness = new PipelineHarness(Path.of("."));
  private static Map<String, String> expected = Map.of();

  /** Runs the four stages of each date while the date is current. */
  @BeforeAll
  static void runThirtyDatesInOrder() {
    harness.close();
    harness = new PipelineHarness(folder).setAlbums(12);
    for (LocalDate ds : dates()) {
      harness.runAllStages(ds);
      harness.clock.advance(Duration.ofDays(1));
    }
    expected = derivedDigests();
    assertEquals(DATES * (Tables.CLEAN.size() + Tables.ANALYTICS.size()), expected.size());
  }

  @AfterAll
  static void close() {
    harness.close();
  }

  private static List<LocalDate> dates() {
    return new ArrayList<>(FIRST.datesUntil(FIRST.plusDays(DATES)).toList());
  }

  private static Map<String, String> derivedDigests() {
    Map<String, String> digests = new TreeMap<>(harness.digests("clean"));
    digests.putAll(harness.digests("analytics"));
    return digests;
  }

  static LongStream seeds() {
    return LongStream.range(0, Boolean.getBoolean("full") ? 20 : 3);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyOrderOfDatesGivesTheSameBytes(long seed) {
    harness.delete("clean");
    harness.delete("analytics");
    Random random = new Random(seed);
    List<LocalDate> extracted = dates();
    List<LocalDate> transformed = new ArrayList<>();
    List<LocalDate> loaded = new ArrayList<>();
    while (loaded.size() < DATES) {
      switch (random.nextInt(5)) {
        case 0, 1 -> takeRandomDate(extracted, random).forEach(ds -> transform(ds, transformed));
        case 2, 3 -> takeRandomDate(transformed, random).forEach(ds -> load(ds, loaded));
        default -> rerunRandomDate(loaded, random);
      }
    }
    assertEquals(expected, derivedDigests(), "seed " + seed);
  }

  private static List<LocalDate> takeRandomDate(List<LocalDate> dates, Random random) {
    return dates.isEmpty() ? List.of() : List.of(dates.remove(random.nextInt(dates.size())));
  }

  private static void transform(LocalDate ds, List<LocalDate> transformed) {
    assertTrue(harness.transform(ds).changed());
    transformed.add(ds);
  }

  private static void load(LocalDate ds, List<LocalDate> loaded) {
    assertTrue(harness.load(ds).changed());
    loaded.add(ds);
  }

  private static void rerunRandomDate(List<LocalDate> loaded, Random random) {
    if (!loaded.isEmpty()) {
      LocalDate ds = loaded.get(random.nextInt(loaded.size()));
      assertFalse(harness.transform(ds).changed());
      assertFalse(harness.load(ds).changed());
    }
  }

  @Test
  void reloadInAnyOrderChangesNothing() {
    List<LocalDate> dates = dates();
    Collections.shuffle(dates, new Random(11));
    dates.forEach(ds -> assertFalse(harness.load(ds).changed()));
    assertEquals(expected, derivedDigests());
  }

  @Test
  void datesShareAlbumsAndDiffer() {
    Set<String> all = new HashSet<>();
    long listed = 0;
    Set<String> before = Set.of();
    int withNews = 0;
    for (LocalDate ds : dates()) {
      Set<String> albums =
          harness.rows(FactRelease.TABLE, ds).stream()
              .map(FactRelease::albumId)
              .collect(Collectors.toSet());
      withNews += before.containsAll(albums) ? 0 : 1;
      all.addAll(albums);
      listed += albums.size();
      before = albums;
    }
    assertTrue(listed > 2L * all.size(), listed + " rows of " + all.size() + " albums");
    assertTrue(withNews > DATES / 2, withNews + " dates with new albums");
  }

  @Test
  void noColumnDependsOnOtherDates() {
    Set<String> derived =
        Set.of("first_seen", "last_seen", "days_on_list", "is_new", "valid_from", "valid_to");
    for (Table<?> table : Tables.all()) {
      for (Schema.Field column : table.schema().getFields()) {
        assertFalse(derived.contains(column.name()), table + "." + column.name());
      }
    }
  }
}
