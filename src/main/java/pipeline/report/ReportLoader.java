package pipeline.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pipeline.audit.ListingHistory;
import pipeline.audit.ListingSnapshot;
import pipeline.lake.Lake;
import pipeline.lake.Partition;
import pipeline.lake.ReadAhead;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.report.ReportDay.DayState;
import pipeline.tables.row.FactRelease;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.RawRelease;
import pipeline.tables.stage.DataMode;
import pipeline.tables.stage.DateRanges.DateRange;
import pipeline.tables.stage.PublishedStar;
import pipeline.tables.stage.StageException;
import pipeline.tables.stage.StageException.StageFailureReason;
import pipeline.tables.stage.StageInputs;

/**
 * Reads the dates of a report from the lake. The next dates are opened while the rows of a date are
 * read.
 */
public final class ReportLoader {
  /** Number of dates in a report if no first date is given. */
  public static final int DEFAULT_DATES = 30;

  /** Maximum number of dates (three years), which limits the size of the page. */
  private static final int MAX_DATES = 1_096;

  private final Lake lake;

  public ReportLoader(Lake lake) {
    this.lake = lake;
  }

  /**
   * Returns the range of dates, with defaults for dates that are not given.
   *
   * @param from first date; null for a range of {@link #DEFAULT_DATES} dates, which is shortened if
   *     it would begin before the first loaded date
   * @param to last date; null for the newest loaded date or {@code from}, whichever is later
   * @throws StageException if no date of the range is loaded, or if the range is too long
   */
  public DateRange resolveRange(@Nullable LocalDate from, @Nullable LocalDate to) {
    List<LocalDate> stars = lake.listDates(PartitionEntry.TABLE);
    if (stars.isEmpty()) {
      throw missingStar(
          "no loaded date in this lake: %s; run the four stages first (pipeline run runs all four)"
              .formatted(lake.uri()));
    }
    LocalDate oldest = Collections.min(stars);
    LocalDate newest = Collections.max(stars);
    LocalDate last = to != null ? to : laterOf(newest, from == null ? newest : from);
    DateRange range = new DateRange(from != null ? from : defaultFrom(oldest, last), last);
    if (range.dates().size() > MAX_DATES) {
      throw new StageException(
          StageFailureReason.USAGE,
          "more than %d dates: %s; choose a later --from or an earlier --to"
              .formatted(MAX_DATES, range));
    }
    if (stars.stream().noneMatch(range::contains)) {
      throw missingStar(
          ("no loaded date: %s in %s; choose --from and --to within %s, or run the four stages for"
                  + " these dates")
              .formatted(range, lake.uri(), new DateRange(oldest, newest)));
    }
    return range;
  }

  private static LocalDate defaultFrom(LocalDate oldest, LocalDate last) {
    LocalDate defaultFirst = last.minusDays(DEFAULT_DATES - 1L);
    return oldest.isAfter(last) ? defaultFirst : laterOf(oldest, defaultFirst);
  }

  private static LocalDate laterOf(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }

  private static StageException missingStar(String message) {
    return new StageException(StageFailureReason.INPUT_MISSING, message);
  }

  /**
   * Reads all dates. If a partition is replaced during the read, starts again. Leaves out a date
   * whose tables cannot be read.
   *
   * @throws StageException if no date of the range can be read
   */
  public ReportData read(DateRange range) {
    return StageInputs.retryOnReplaced(() -> attempt(range, Map.of()));
  }

  /**
   * Reads all dates. If a date has unreadable rows, starts again without this date, because the
   * aggregator already has a part of its rows.
   *
   * @param unreadable why the rows of a date cannot be read, by date
   */
  private ReportData attempt(DateRange range, Map<LocalDate, LakeException> unreadable) {
    Map<LocalDate, LakeException> allUnreadable = new HashMap<>(unreadable);
    ReportAggregator aggregator = new ReportAggregator(range, isSimulated());
    List<LocalDate> newestFirst = new ArrayList<>(range.dates());
    Collections.reverse(newestFirst);
    try (ReadAhead<ReportDate> dates = lake.readAhead(newestFirst, this::openDate)) {
      while (dates.hasNext()) {
        ReportDate date = dates.next();
        LocalDate ds = date.day().ds();
        LakeException cause = unreadable.get(ds);
        if (cause != null) {
          date = leftOut(ds, date.day().run(), cause);
        } else if (!aggregator.hasNewest()) {
          date = withPositions(date, aggregator);
        }
        try {
          date.addTo(aggregator);
        } catch (LakeException failed) {
          checkUnreadable(failed);
          allUnreadable.put(ds, failed);
        }
      }
    }
    if (allUnreadable.size() > unreadable.size()) {
      return attempt(range, allUnreadable);
    }
    if (!aggregator.hasNewest()) {
      throw missingStar(
          ("no readable date: %s in %s; run pipeline verify for this lake with --from %s --to %s,"
                  + " which prints each problem with its remedy")
              .formatted(range, lake.uri(), range.first(), range.last()));
    }
    new ListingHistory(lake).listBefore(range.first()).forEach(aggregator::addListing);
    List<LocalDate> earlier =
        lake.listDates(FactRelease.TABLE).stream()
            .filter(ds -> ds.isBefore(range.first()))
            .toList();
    try (ReadAhead<Consumer<ReportAggregator>> dates =
        lake.readAhead(earlier, this::openEarlierDate)) {
      while (dates.hasNext()) {
        dates.next().accept(aggregator);
      }
    }
    return aggregator.result();
  }

  /**
   * Returns whether the lake has simulated data. Returns false if the permission to read state/ is
   * missing.
   */
  private boolean isSimulated() {
    try {
      return DataMode.find(lake.store()).filter(DataMode.SIMULATED::equals).isPresent();
    } catch (LakeException failed) {
      if (failed.kind() == LakeErrorKind.DENIED) {
        return false;
      }
      throw failed;
    }
  }

  /** Opens the tables of a date of the range. Reads only the rows of analytics/partitions. */
  private ReportDate openDate(LocalDate ds) {
    RunMetadata run = null;
    try {
      PublishedStar published = PublishedStar.find(lake, ds).orElse(null);
      if (published == null) {
        return ReportDate.withoutStar(ReportDay.create(ds, DayState.MISSING, null), null);
      }
      run = RunMetadata.from(published);
      StarPartitions star = StarPartitions.require(published);
      // A historical capture is not compared with other listings, so its rows are not needed.
      ListingSnapshot listing =
          run.historical()
              ? null
              : published.find(RawRelease.TABLE).map(ListingHistory::from).orElse(null);
      return new ReportDate(ReportDay.create(ds, DayState.LOADED, run), star, listing, null);
    } catch (LakeException | StageException failed) {
      return leftOut(ds, run, failed);
    }
  }

  /**
   * Reads the positions of the newest date's albums from the table of facts, and adds them to the
   * report. The report does not need this table for the other dates in the range. If the table
   * cannot be read, returns the date without star tables.
   */
  private static ReportDate withPositions(ReportDate date, ReportAggregator report) {
    if (date.star() != null) {
      try {
        date.star().forEachFact(report::addPosition);
      } catch (LakeException | StageException failed) {
        return leftOut(date.day().ds(), date.day().run(), failed);
      }
    }
    return date;
  }

  private static ReportDate leftOut(
      LocalDate ds, @Nullable RunMetadata run, RuntimeException failed) {
    DayState state = failed instanceof StageException ? DayState.OUTDATED : DayState.UNREADABLE;
    return ReportDate.withoutStar(ReportDay.create(ds, state, run), omission(ds, failed));
  }

  /**
   * Returns the warning about a date that is left out.
   *
   * @throws LakeException if {@code failed} also concerns other dates; this method then throws it
   *     unchanged
   */
  private static String omission(LocalDate ds, RuntimeException failed) {
    if (failed instanceof LakeException lakeFailure) {
      checkUnreadable(lakeFailure);
    }
    return ds + " is left out: " + failed.getMessage();
  }

  private static void checkUnreadable(LakeException failed) {
    if (!failed.isUnreadableObject()) {
      throw failed;
    }
  }

  /**
   * Opens the table of facts of a date before the range, and returns an action that adds its rows
   * to the report.
   */
  private Consumer<ReportAggregator> openEarlierDate(LocalDate ds) {
    try {
      Optional<Partition<FactRelease>> facts = lake.find(FactRelease.TABLE, ds);
      return report -> facts.ifPresent(partition -> addEarlierRows(partition, report));
    } catch (LakeException failed) {
      String warning = omission(ds, failed);
      return report -> report.addWarning(warning);
    }
  }

  /** Adds the rows of a date, or only a warning if some of its rows cannot be read. */
  private static void addEarlierRows(Partition<FactRelease> facts, ReportAggregator report) {
    List<FactRelease> rows = new ArrayList<>();
    try {
      facts.forEachRow(rows::add);
    } catch (LakeException failed) {
      report.addWarning(omission(facts.ds(), failed));
      return;
    }
    rows.forEach(row -> report.addEarlierRow(facts.ds(), row));
  }
}
