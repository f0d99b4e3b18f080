package pipeline.report;

import java.util.ArrayList;
import java.util.List;

/** Counts numbers in ranges that have names. */
public final class BinnedCounts {
  /**
   * A range.
   *
   * @param last its largest number; it begins after the last of the bin before
   */
  public record Bin(String name, long last) {}

  private final List<Bin> bins;
  private final int[] counts;

  /** The last bin takes whatever is larger too. */
  BinnedCounts(List<Bin> bins) {
    this.bins = List.copyOf(bins);
    this.counts = new int[bins.size()];
  }

  /** Days from an album's release to the day of the first listing that has it. */
  static BinnedCounts forAges() {
    return new BinnedCounts(
        List.of(
            new Bin("before it is out", -1),
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

  /** How many dates list an album. */
  static BinnedCounts forDaysListed() {
    List<Bin> bins = new ArrayList<>();
    for (int day = 1; day <= 7; day++) {
      bins.add(new Bin(day == 1 ? "1 day" : Integer.toString(day), day));
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
    while (bin < counts.length - 1 && number > bins.get(bin).last()) {
      bin++;
    }
    counts[bin]++;
  }

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
    int total = 0;
    for (int count : counts) {
      total += count;
    }
    return total;
  }
}
