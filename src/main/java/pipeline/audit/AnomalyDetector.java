package pipeline.audit;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is odd about a date's listing beside those of the dates before it. A late capture is a
 * sample, so nothing is asked of it; the others are compared with listings of their own source.
 */
public final class AnomalyDetector {
  /** How many dates before a listing it is compared with. */
  public static final int COMPARED_DATES = 14;

  /** Spotify renews its list on Fridays: the same one for a week is usual, for longer it is not. */
  private static final int STALE_DAYS = 7;

  /** Below this part of the median a listing has shrunk. */
  private static final double SHRUNKEN_RATIO = 0.5;

  private static final int MIN_MEDIAN_SIZE = 3;
  private static final int MAX_EXAMPLES = 5;

  private final ListingSnapshot current;
  private final List<ListingSnapshot> previous;

  private AnomalyDetector(ListingSnapshot current, List<ListingSnapshot> previous) {
    this.current = current;
    this.previous =
        previous.stream()
            .filter(listing -> listing.ds().isBefore(current.ds()))
            .filter(listing -> !listing.ds().isBefore(current.ds().minusDays(COMPARED_DATES)))
            .sorted(Comparator.comparing(ListingSnapshot::ds))
            .toList();
  }

  /**
   * Compares a listing with those before it.
   *
   * @param others of any dates, in any order; those of the {@link #COMPARED_DATES} dates before
   *     count
   */
  public static List<AnomalyFinding> detect(ListingSnapshot current, List<ListingSnapshot> others) {
    List<AnomalyFinding> findings = new ArrayList<>();
    if (!current.late()) {
      AnomalyDetector audit = new AnomalyDetector(current, others);
      audit.detectStale().ifPresent(findings::add);
      audit.detectShrunken().ifPresent(findings::add);
      audit.detectGap().ifPresent(findings::add);
    }
    return findings;
  }

  private Optional<AnomalyFinding> detectStale() {
    LocalDate since = current.ds();
    List<ListingSnapshot> comparable = comparable();
    for (int i = comparable.size() - 1; i >= 0 && current.hasSameAlbums(comparable.get(i)); i--) {
      since = comparable.get(i).ds();
    }
    long days = ChronoUnit.DAYS.between(since, current.ds());
    return days < STALE_DAYS
        ? Optional.empty()
        : finding(
            ListingAnomaly.STALE,
            "the same albums are listed since " + since + ", " + days + " days");
  }

  private Optional<AnomalyFinding> detectShrunken() {
    List<Long> rows = comparable().stream().map(ListingSnapshot::rows).sorted().toList();
    // Where a cap ended it, the number of albums tells of the cap.
    if (rows.size() < MIN_MEDIAN_SIZE || current.truncated()) {
      return Optional.empty();
    }
    long median = rows.get(rows.size() / 2);
    return current.rows() >= SHRUNKEN_RATIO * median
        ? Optional.empty()
        : finding(
            ListingAnomaly.SHRUNKEN,
            current.rows()
                + " albums, where the median of the "
                + rows.size()
                + " dates before is "
                + median);
  }

  private Optional<AnomalyFinding> detectGap() {
    if (previous.isEmpty()) {
      return Optional.empty();
    }
    Set<LocalDate> present = previous.stream().map(ListingSnapshot::ds).collect(Collectors.toSet());
    LocalDate first = previous.get(0).ds();
    List<LocalDate> missing =
        first.datesUntil(current.ds()).filter(day -> !present.contains(day)).toList();
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    String examples =
        missing.stream()
            .limit(MAX_EXAMPLES)
            .map(LocalDate::toString)
            .collect(Collectors.joining(", "));
    return finding(
        ListingAnomaly.GAP,
        missing.size()
            + " of the dates since "
            + first
            + " have no listing (such as "
            + examples
            + ")");
  }

  /** Those that can be compared with this one, the oldest first. */
  private List<ListingSnapshot> comparable() {
    return current.isComparable()
        ? previous.stream()
            .filter(ListingSnapshot::isComparable)
            .filter(listing -> listing.source().equals(current.source()))
            .toList()
        : List.of();
  }

  private static Optional<AnomalyFinding> finding(ListingAnomaly anomaly, String text) {
    return Optional.of(new AnomalyFinding(anomaly, text));
  }
}
