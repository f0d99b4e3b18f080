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
 * Detects anomalies of a date's listing: gaps before the date, and stale or shrunken listings in
 * comparison with earlier listings of the same source. Historical captures are samples, so their
 * albums are not compared, and they have no anomalies themselves.
 */
public final class AnomalyDetector {
  /** The number of preceding dates with which a listing is compared. */
  public static final int COMPARED_DATES = 14;

  /**
   * The number of days after which an unchanged listing is stale. Spotify renews its list every
   * Friday.
   */
  private static final int STALE_DAYS = 7;

  /**
   * A listing is shrunken if its size is below this share of the median size of earlier listings.
   */
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
   * Compares a listing with the listings of the {@link #COMPARED_DATES} dates before it.
   *
   * @param others listings in any order; listings of other dates are ignored
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
            "the same albums have been listed since " + since + ", for " + days + " days");
  }

  private Optional<AnomalyFinding> detectShrunken() {
    List<Long> rows = comparable().stream().map(ListingSnapshot::rows).sorted().toList();
    // The size of a truncated listing shows the limit, not how many albums Spotify listed.
    if (rows.size() < MIN_MEDIAN_SIZE || current.truncated()) {
      return Optional.empty();
    }
    long median = rows.get(rows.size() / 2);
    return current.rows() >= SHRUNKEN_RATIO * median
        ? Optional.empty()
        : finding(
            ListingAnomaly.SHRUNKEN,
            "%d albums, but the median of %d earlier listings is %d albums"
                .formatted(current.rows(), rows.size(), median));
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
        "%d of the dates since %s have no listing (such as %s)"
            .formatted(missing.size(), first, examples));
  }

  /**
   * Returns the earlier listings of the same source that can be compared with the current listing,
   * the oldest first.
   */
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
