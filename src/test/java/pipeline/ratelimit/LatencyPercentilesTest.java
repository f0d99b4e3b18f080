package pipeline.ratelimit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.testing.RandomInput;

class LatencyPercentilesTest {
  private static LatencyPercentiles of(LongStream millis) {
    return LatencyPercentiles.from(millis.mapToObj(Duration::ofMillis).toList());
  }

  @ParameterizedTest
  @CsvSource({"50, 50", "90, 90", "99, 99", "99.9, 100", "100, 100", "1, 1", "0.1, 1"})
  void percentilesOfAHundredSamplesAreTheirRanks(double percent, long millis) {
    LatencyPercentiles latencies = of(LongStream.rangeClosed(1, 100).map(i -> 101 - i));
    assertEquals(Duration.ofMillis(millis), latencies.percentile(percent));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 50, 99, 100})
  void percentilesOfOneSampleAreThatSample(double percent) {
    assertEquals(Duration.ofMillis(7), of(LongStream.of(7)).percentile(percent));
  }

  @Test
  void medianOfTwoIsTheSmaller() {
    assertEquals(Duration.ofMillis(1), of(LongStream.of(2, 1)).percentile(50));
  }

  @Test
  void percentileIsTheSmallestSufficientSample() {
    RandomInput.check(
        RandomInput.CASES,
        input ->
            percentileIsTheLeastSufficientSample(
                input.list(1, 255, () -> (long) input.number(0, 60_000)), input.real(0.1, 100)));
  }

  private static void percentileIsTheLeastSufficientSample(List<Long> millis, double percent) {
    LatencyPercentiles latencies = of(millis.stream().mapToLong(Long::longValue));
    Duration percentile = latencies.percentile(percent);
    long below = millis.stream().filter(one -> one <= percentile.toMillis()).count();
    long strictlyBelow = millis.stream().filter(one -> one < percentile.toMillis()).count();
    assertTrue(below >= percent / 100 * millis.size(), "enough are not above it");
    assertTrue(strictlyBelow < percent / 100 * millis.size(), "it is the least such");
    assertTrue(millis.contains(percentile.toMillis()), "it was measured");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 100.1, Double.NaN})
  void invalidPercentileIsRefused(double percent) {
    assertThrows(IllegalArgumentException.class, () -> of(LongStream.of(1)).percentile(percent));
  }
}
