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
  public static final int DATES = 14;

  /** Spotify renews its list on Fridays: the same one for a week is usual, for longer it is not. */
  private static final int STALE_DAYS = 7;

  /** Below this part of the median a listing has shrunk. */
  private static final double SHRUNKEN = 0.5;

  private static final int ENOUGH_FOR_A_MEDIAN = 3;
  private static final int EXAMPLES = 5;

  private final ListingSnapshot now;
  private final List<ListingSnapshot> before;

  private AnomalyDetector(ListingSnapshot now, List<ListingSnapshot> before) {
    this.now = now;
    this.before =
        before.stream()
            .filter(listing -> listing.ds().isBefore(now.ds()))
            .filter(listing -> !listing.ds().isBefore(now.ds().minusDays(DATES)))
            .sorted(Comparator.comparing(ListingSnapshot::ds))
            .toList();
  }

  /**
   * Compares a listing with those before it.
   *
   * @param others of any dates, in any order; those of the {@link #DATES} dates before count
   */
  public static List<AnomalyFinding> of(ListingSnapshot now, List<ListingSnapshot> others) {
    List<AnomalyFinding> findings = new ArrayList<>();
    if (!now.late()) {
      AnomalyDetector audit = new AnomalyDetector(now, others);
      audit.stale().ifPresent(findings::add);
      audit.shrunken().ifPresent(findings::add);
      audit.gap().ifPresent(findings::add);
    }
    return findings;
  }

  private Optional<AnomalyFinding> stale() {
    LocalDate since = now.ds();
    List<ListingSnapshot> alike = alike();
    for (int i = alike.size() - 1; i >= 0 && now.hasTheAlbumsOf(alike.get(i)); i--) {
      since = alike.get(i).ds();
    }
    long days = ChronoUnit.DAYS.between(since, now.ds());
    return days < STALE_DAYS
        ? Optional.empty()
        : found(
            ListingAnomaly.STALE,
            "the same albums are listed since " + since + ", " + days + " days");
  }

  private Optional<AnomalyFinding> shrunken() {
    List<Long> rows = alike().stream().map(ListingSnapshot::rows).sorted().toList();
    // Where a cap ended it, the number of albums tells of the cap.
    if (rows.size() < ENOUGH_FOR_A_MEDIAN || now.truncated()) {
      return Optional.empty();
    }
    long median = rows.get(rows.size() / 2);
    return now.rows() >= SHRUNKEN * median
        ? Optional.empty()
        : found(
            ListingAnomaly.SHRUNKEN,
            now.rows()
                + " albums, where the median of the "
                + rows.size()
                + " dates before is "
                + median);
  }

  private Optional<AnomalyFinding> gap() {
    if (before.isEmpty()) {
      return Optional.empty();
    }
    Set<LocalDate> there = before.stream().map(ListingSnapshot::ds).collect(Collectors.toSet());
    LocalDate first = before.get(0).ds();
    List<LocalDate> missing =
        first.datesUntil(now.ds()).filter(day -> !there.contains(day)).toList();
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    String examples =
        missing.stream().limit(EXAMPLES).map(LocalDate::toString).collect(Collectors.joining(", "));
    return found(
        ListingAnomaly.GAP,
        missing.size()
            + " of the dates since "
            + first
            + " have no listing (such as "
            + examples
            + ")");
  }

  /** Those that can be compared with this one, the oldest first. */
  private List<ListingSnapshot> alike() {
    return now.isOfWhatIsNew()
        ? before.stream()
            .filter(ListingSnapshot::isOfWhatIsNew)
            .filter(listing -> listing.source().equals(now.source()))
            .toList()
        : List.of();
  }

  private static Optional<AnomalyFinding> found(ListingAnomaly doubt, String text) {
    return Optional.of(new AnomalyFinding(doubt, text));
  }
}
