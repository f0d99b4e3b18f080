package pipeline.spotify.retry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import pipeline.testing.clock.FakeTime;

class SlidingWindowBudgetTest {
  private static final Instant START = FakeTime.START;

  @Test
  void budgetHoldsInAnyThirtySeconds() {
    SlidingWindowBudget window = new SlidingWindowBudget(20);
    Random random = new Random(7);
    List<Instant> sent = new ArrayList<>();
    Instant now = START;
    for (int i = 0; i < 500; i++) {
      now = now.plusMillis(random.nextInt(600));
      Instant opens = window.opensAt(now);
      now = opens.isAfter(now) ? opens : now;
      window.record(now);
      sent.add(now);
    }

    for (int i = 20; i < sent.size(); i++) {
      Duration twentyOne = Duration.between(sent.get(i - 20), sent.get(i));
      assertTrue(
          twentyOne.compareTo(SlidingWindowBudget.LENGTH) >= 0, "21 requests within " + twentyOne);
    }
  }

  @Test
  void budgetGrowsByATenthPerCleanWindow() {
    SlidingWindowBudget window = new SlidingWindowBudget(100);

    window.halve(START);
    assertEquals(50, window.allowed());

    window.opensAt(START.plusSeconds(29));
    assertEquals(50, window.allowed());
    window.opensAt(START.plusSeconds(30));
    assertEquals(55, window.allowed());
    window.opensAt(START.plusSeconds(60));
    assertEquals(60, window.allowed());
    window.opensAt(START.plus(Duration.ofHours(1)));
    assertEquals(100, window.allowed());
  }

  @Test
  void budgetNeverReachesZero() {
    SlidingWindowBudget window = new SlidingWindowBudget(100);

    for (int i = 0; i < 50; i++) {
      window.halve(START);
    }

    assertEquals(4, window.allowed());
  }

  @Test
  void halvedBudgetClosesUntilTheWindowHasRoom() {
    SlidingWindowBudget window = new SlidingWindowBudget(8);
    for (int i = 0; i < 8; i++) {
      window.record(START.plusSeconds(i));
    }

    window.halve(START.plusSeconds(8));

    assertEquals(START.plusSeconds(4 + 30), window.opensAt(START.plusSeconds(9)));
  }

  @Test
  void noBudgetIsAlwaysOpen() {
    SlidingWindowBudget window = new SlidingWindowBudget(0);
    for (int i = 0; i < 1000; i++) {
      window.record(START);
    }
    window.halve(START);

    assertEquals(START, window.opensAt(START));
  }
}
