package pipeline.report;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** How long tracks are. */
public final class TrackDurations {
  /** Seconds that a bin is wide. */
  public static final int BIN_SECONDS = 30;

  /** The bin of all that is longer than those before it: from ten minutes on. */
  public static final int LAST_BIN = 20;

  private static final int MAX_SECONDS = 3600;

  private final int[] bySecond = new int[MAX_SECONDS + 1];
  private int known;
  private int unknown;

  void add(@Nullable Integer milliseconds) {
    if (milliseconds == null || milliseconds < 0) {
      unknown++;
    } else {
      bySecond[Math.min(milliseconds / 1000, MAX_SECONDS)]++;
      known++;
    }
  }

  /** Tracks in a bin, 0 to {@link #LAST_BIN}. */
  public int binCount(int bin) {
    int end = bin == LAST_BIN ? bySecond.length : (bin + 1) * BIN_SECONDS;
    int count = 0;
    for (int second = bin * BIN_SECONDS; second < end; second++) {
      count += bySecond[second];
    }
    return count;
  }

  /** In whole seconds; an hour stands for whatever is longer. Empty where no length is known. */
  public OptionalInt median() {
    int below = 0;
    for (int second = 0; second <= MAX_SECONDS; second++) {
      below += bySecond[second];
      if (below * 2L >= known && known > 0) {
        return OptionalInt.of(second);
      }
    }
    return OptionalInt.empty();
  }

  public int known() {
    return known;
  }

  public int unknown() {
    return unknown;
  }
}
