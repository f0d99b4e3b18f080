package pipeline.spotify.retry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.testing.clock.FakeTime;

class ThrottleStreakTest {
  private static final Instant START = FakeTime.START;
  private static final RequiredWait UNNAMED = new RequiredWait(null, false);

  /** No jitter. */
  private static final Jitter NONE = new Jitter(() -> 0);

  private final ThrottleStreak streak = new ThrottleStreak(Duration.ofMinutes(2), NONE);

  private static RequiredWait retryAfter(int seconds) {
    return new RequiredWait(Duration.ofSeconds(seconds), false);
  }

  private boolean waitsAtMost(int seconds, Instant now) {
    return streak.canWait(retryAfter(seconds), now)
        && !streak.canWait(retryAfter(seconds + 1), now);
  }

  private static Instant at(int seconds) {
    return START.plusSeconds(seconds);
  }

  @Test
  void streakIsOpenBeforeTheFirst429() {
    assertFalse(streak.reopens().isAfter(START));
    assertTrue(waitsAtMost(120, START));
  }

  @Test
  void laterShorterWaitDoesNotOpenEarlier() {
    streak.add(retryAfter(60), START);
    streak.extend(retryAfter(5), at(1));
    assertEquals(at(60), streak.reopens());

    streak.extend(retryAfter(70), at(1));
    assertEquals(at(71), streak.reopens());
  }

  @Test
  void burstOf429IsWaitedForOnce() {
    streak.add(retryAfter(60), START);
    for (int i = 0; i < 7; i++) {
      streak.extend(retryAfter(60), START);
    }

    assertTrue(waitsAtMost(120, START), "the wait of one minute is already in effect");
    assertTrue(waitsAtMost(60, at(60)), "another wait of one minute is allowed");
  }

  @Test
  void burstWithoutRetryAfterAddsOneWait() {
    streak.add(UNNAMED, START);
    streak.extend(UNNAMED, START);

    assertEquals(at(1), streak.reopens());
    assertTrue(waitsAtMost(119, at(1)));
  }

  @Test
  void guessedWaitDoublesAndResetsAfterASuccess() {
    streak.add(UNNAMED, START);
    streak.add(UNNAMED, at(1));
    assertEquals(at(1 + 2), streak.reopens());
    streak.add(UNNAMED, at(3));
    assertEquals(at(3 + 4), streak.reopens());

    streak.reset();
    assertTrue(waitsAtMost(120, at(7)));
    streak.add(UNNAMED, at(7));
    assertEquals(at(7 + 1), streak.reopens());
  }

  @Test
  void namedRetryAfterIsUsedUnchanged() {
    streak.add(retryAfter(3), START);
    streak.add(UNNAMED, at(3));

    assertEquals(at(3 + 1), streak.reopens());
  }

  @Test
  void exhaustedQuotaAllowsNoWait() {
    assertFalse(streak.canWait(new RequiredWait(Duration.ofSeconds(1), true), START));
  }

  @ParameterizedTest
  @CsvSource({"1, 350", "10, 1250", "40, 4250", "100, 5000"})
  void safetyMarginIsATenthAndAtMostFiveSeconds(int wait, long maxExtra) {
    ThrottleStreak latest = new ThrottleStreak(Duration.ofMinutes(2), new Jitter(() -> -1));

    latest.add(retryAfter(wait), START);

    assertEquals(at(wait).plusMillis(maxExtra), latest.reopens().plusNanos(1));
  }

  @Test
  void descriptionCountsEqualWaits() {
    assertEquals("", streak.describe());

    streak.add(retryAfter(11), START);
    streak.add(retryAfter(11), at(11));
    streak.add(retryAfter(5), at(22));

    assertEquals("2 × 11 s, 5 s (27 s in total)", streak.describe());
    streak.reset();
    assertEquals("", streak.describe());
  }

  @Test
  void descriptionListsEightDifferentWaits() {
    int end = 0;
    for (int wait = 1; wait <= 8; wait++) {
      streak.add(retryAfter(wait), at(end));
      end += wait;
    }
    String eight = "1 s, 2 s, 3 s, 4 s, 5 s, 6 s, 7 s, 8 s";
    assertEquals(eight + " (36 s in total)", streak.describe());

    streak.add(retryAfter(9), at(end));

    assertEquals(eight + ", … (45 s in total)", streak.describe());
  }

  @Test
  void retryTimeIsRoundedUpToASecond() {
    assertEquals(at(8), retryAfter(7).endsAfter(START));
    assertEquals(at(8), retryAfter(7).endsAfter(START.plusMillis(999)));
    assertEquals(at(3601), UNNAMED.endsAfter(START));
  }
}
