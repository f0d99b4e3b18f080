package pipeline.report;

import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A histogram of track durations. */
public final class TrackDurations {
  /** Width of a bin in seconds. */
  public static final int BIN_SECONDS = 30;

  /** The index of the last bin, which has all tracks of ten minutes or longer. */
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

  /** Returns the number of tracks in a bin. Bins are numbered from 0 to {@link #LAST_BIN}. */
  public int binCount(int bin) {
    int end = bin == LAST_BIN ? bySecond.length : (bin + 1) * BIN_SECONDS;
    return IntStream.range(bin * BIN_SECONDS, end).map(second -> bySecond[second]).sum();
  }

  /** Returns the median in whole seconds, at most 3600; empty if no duration is known. */
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

  /** Returns the number of tracks with a known duration. */
  public int known() {
    return known;
  }

  /** Returns the number of tracks without a known duration. */
  public int unknown() {
    return unknown;
  }
}
