package pipeline.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks which dates a sample selects. */
class DateSampleTest {
  private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);
  private static final List<LocalDate> DATES = FIRST.datesUntil(FIRST.plusDays(2000)).toList();

  @Test
  void consecutiveSeedsSelectEachDateOnce() {
    List<LocalDate> selected = new ArrayList<>();
    for (int seed = 0; seed < 20; seed++) {
      List<LocalDate> sample = DateSample.parse("5%", seed).select(DATES);
      assertTrue(sample.size() > 50 && sample.size() < 150, sample.size() + " of 2000 dates");
      selected.addAll(sample);
    }
    Collections.sort(selected);
    assertEquals(DATES, selected);
  }

  /** The sample of a longer range contains that of a part, so that runs are comparable. */
  @Test
  void dateIsSelectedIndependentlyOfTheRange() {
    DateSample sample = DateSample.parse("5%", 3);
    List<LocalDate> part = DATES.subList(500, 1500);
    assertEquals(
        sample.select(DATES).stream().filter(part::contains).toList(), sample.select(part));
  }

  @Test
  void sampleStaysTheSameInLaterVersions() {
    assertEquals(
        List.of("2020-01-31", "2020-02-05"),
        DateSample.parse("5%", 0).select(DATES.subList(0, 40)).stream()
            .map(LocalDate::toString)
            .toList());
  }

  @Test
  void smallShareSelectsAtLeastOneDate() {
    assertEquals(1, DateSample.parse("0.0001%", 7).select(DATES.subList(0, 5)).size());
    assertEquals(List.of(), DateSample.parse("5%", 7).select(List.of()));
  }

  @Test
  void wholeShareSelectsAllDatesForAnySeed() {
    assertEquals(DATES, DateSample.parse("100%", Long.MIN_VALUE).select(DATES));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"5", "0%", "0.0%", "100.1%", "101%", "-5%", "5 %", "1e1%", "0.00001%", "%", "٥%"})
  void otherSharesAreRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> DateSample.parse(text, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5%", "0.5%", "100%", "12.3456%"})
  void percentageIsThatOfTheCommandLine(String text) {
    assertEquals(text, DateSample.parse(text, 0).percentage());
  }
}
