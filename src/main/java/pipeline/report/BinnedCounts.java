package pipeline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A histogram with named bins. */
public final class BinnedCounts {
  /**
   * A range of numbers. It begins after the last number of the previous bin.
   *
   * @param last largest number of the range
   */
  private record Bin(String name, long last) {}

  private final List<Bin> bins;
  private final int[] counts;

  /** Creates empty bins in ascending order. The last bin must include {@link Long#MAX_VALUE}. */
  private BinnedCounts(List<Bin> bins) {
    this.bins = bins;
    this.counts = new int[bins.size()];
  }

  /** Creates bins for the number of days from an album's release to its first listing. */
  static BinnedCounts forAges() {
    return new BinnedCounts(
        List.of(
            new Bin("before release", -1),
            new Bin("same day", 0),
            new Bin("1 day", 1),
            new Bin("2–3 days", 3),
            new Bin("4–7 days", 7),
            new Bin("8–14 days", 14),
            new Bin("15–30 days", 30),
            new Bin("1–3 months", 91),
            new Bin("3–12 months", 365),
            new Bin("over a year", Long.MAX_VALUE)));
  }

  /** Creates bins for the number of dates that list an album. */
  static BinnedCounts forDaysListed() {
    List<Bin> bins = new ArrayList<>();
    for (int day = 1; day <= 7; day++) {
      bins.add(new Bin(Integer.toString(day), day));
    }
    bins.add(new Bin("8–10", 10));
    bins.add(new Bin("11–14", 14));
    bins.add(new Bin("15–21", 21));
    bins.add(new Bin("22–30", 30));
    bins.add(new Bin("over 30", Long.MAX_VALUE));
    return new BinnedCounts(bins);
  }

  void add(long number) {
    int bin = 0;
    while (number > bins.get(bin).last()) {
      bin++;
    }
    counts[bin]++;
  }

  /** Returns the number of bins. */
  public int size() {
    return counts.length;
  }

  public String name(int bin) {
    return bins.get(bin).name();
  }

  public int count(int bin) {
    return counts[bin];
  }

  public int total() {
    return IntStream.of(counts).sum();
  }
}
