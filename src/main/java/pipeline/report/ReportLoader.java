package pipeline.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pipeline.audit.ListingHistory;
import pipeline.audit.ListingSnapshot;
import pipeline.lake.Lake;
import pipeline.lake.Partition;
import pipeline.lake.parquet.RowIterator;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.tables.row.FactRelease;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.RawRelease;
import pipeline.tables.stage.DataMode;
import pipeline.tables.stage.PublishedStar;
import pipeline.tables.stage.StageException;
import pipeline.tables.stage.StageException.StageFailureReason;
import pipeline.tables.stage.StageInputs;

/** Reads what a report tells, a date at a time. */
public final class ReportLoader {
  /** How many dates a report has that names no first one. */
  public static final int DEFAULT_DATES = 30;

  private static final Set<LakeErrorKind> UNREADABLE =
      EnumSet.of(LakeErrorKind.DAMAGED, LakeErrorKind.WRONG_TABLE, LakeErrorKind.NEWER_SCHEMA);

  private final Lake lake;

  public ReportLoader(Lake lake) {
    this.lake = lake;
  }

  /**
   * The span that is meant.
   *
   * @param from null for {@link #DEFAULT_DATES} dates, but none before the first that has a star
   * @param to null for the newest date that has a star
   * @throws StageException where no date of it has a star
   * @throws IllegalArgumentException where there is no such span
   */
  public ReportDateRange span(@Nullable LocalDate from, @Nullable LocalDate to) {
    List<LocalDate> stars = lake.listDates(PartitionEntry.TABLE);
    if (stars.isEmpty()) {
      throw noStar("has no star of any date");
    }
    LocalDate oldest = Collections.min(stars);
    LocalDate newest = Collections.max(stars);
    LocalDate last = to != null ? to : laterOf(newest, from == null ? newest : from);
    ReportDateRange span =
        new ReportDateRange(from != null ? from : defaultFrom(oldest, last), last);
    if (stars.stream().noneMatch(span::contains)) {
      throw noStar(
          "has no star of %s to %s; those it has are of %s to %s"
              .formatted(span.from(), span.to(), oldest, newest));
    }
    return span;
  }

  /** A young lake has no dates before its first. */
  private static LocalDate defaultFrom(LocalDate oldest, LocalDate last) {
    LocalDate defaultFirst = last.minusDays(DEFAULT_DATES - 1L);
    return oldest.isAfter(last) ? defaultFirst : laterOf(oldest, defaultFirst);
  }

  private static LocalDate laterOf(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }

  private StageException noStar(String problem) {
    return new StageException(
        StageFailureReason.INPUT_MISSING,
        "%s %s. Run the four stages first, or name other dates by --from and --to."
            .formatted(lake.uri(), problem));
  }

  /**
   * Started over where a partition is replaced meanwhile.
   *
   * @throws StageException where no date of the span can be read
   */
  public ReportData read(ReportDateRange span) {
    return StageInputs.retryOnReplaced(() -> attempt(span));
  }

  /** Who may read tables only is not told. */
  private boolean isSimulated() {
    try {
      return DataMode.find(lake.store()).filter(DataMode.SIMULATED::equals).isPresent();
    } catch (LakeException unsaid) {
      if (unsaid.kind() == LakeErrorKind.DENIED || unsaid.kind() == LakeErrorKind.CONFIGURATION) {
        return false;
      }
      throw unsaid;
    }
  }

  private ReportData attempt(ReportDateRange span) {
    ReportAggregator aggregator = new ReportAggregator(span);
    if (isSimulated()) {
      aggregator.markSimulated();
    }
    List<LocalDate> newestFirst = new ArrayList<>(span.dates());
    Collections.reverse(newestFirst);
    boolean hasStar = false;
    for (LocalDate ds : newestFirst) {
      hasStar |= readDate(ds, aggregator);
    }
    if (!hasStar) {
      throw noStar(
          "has no star of %s to %s that can be read whole: rerun load for one of these dates"
              .formatted(span.from(), span.to()));
    }
    ListingHistory.listBefore(lake, span.from()).forEach(aggregator::addListing);
    for (LocalDate ds : lake.listDates(FactRelease.TABLE)) {
      if (ds.isBefore(span.from())) {
        readEarlierDate(ds, aggregator);
      }
    }
    return aggregator.result();
  }

  /** Whether there is something to tell of it. */
  private boolean readDate(LocalDate ds, ReportAggregator aggregator) {
    LoadedDate opened = loadDate(ds);
    aggregator.addDay(opened.day());
    if (opened.star() == null) {
      return false;
    }
    if (opened.listing() != null) {
      aggregator.addListing(opened.listing());
    }
    opened.star().forEachArtist(aggregator::addArtist);
    opened.star().forEachAlbum(aggregator.albumConsumer(ds));
    return true;
  }

  /**
   * A date, looked at.
   *
   * @param star null where it is not there, or cannot be used
   * @param listing null where it is not that which load knew
   */
  private record LoadedDate(
      ReportDay day, @Nullable StarPartitions star, @Nullable ListingSnapshot listing) {
    static LoadedDate unusable(ReportDay day) {
      return new LoadedDate(day, null, null);
    }
  }

  private LoadedDate loadDate(LocalDate ds) {
    try {
      return PublishedStar.find(lake, ds)
          .map(ReportLoader::loadStar)
          .orElseGet(() -> LoadedDate.unusable(new ReportDay(ds, DayState.MISSING, null)));
    } catch (LakeException failed) {
      ReportDay day = new ReportDay(ds, DayState.UNREADABLE, null);
      day.addRemark(requireTolerable(failed));
      return LoadedDate.unusable(day);
    }
  }

  private static LoadedDate loadStar(PublishedStar published) {
    RunMetadata run = RunMetadata.from(published);
    return StarPartitions.find(published)
        .map(
            star ->
                new LoadedDate(
                    new ReportDay(published.ds(), DayState.LOADED, run), star, listing(published)))
        .orElseGet(() -> LoadedDate.unusable(outdated(published.ds(), run)));
  }

  /** Its albums are looked at now, so that no partition is kept until all are compared. */
  private static @Nullable ListingSnapshot listing(PublishedStar published) {
    return published
        .find(RawRelease.TABLE)
        .map(ListingHistory::from)
        .map(ReportLoader::resolveAlbums)
        .orElse(null);
  }

  private static ListingSnapshot resolveAlbums(ListingSnapshot listing) {
    String albums = listing.albums().get();
    return new ListingSnapshot(
        listing.ds(),
        listing.source(),
        listing.late(),
        listing.truncated(),
        listing.rows(),
        listing.contentHash(),
        () -> albums);
  }

  private static ReportDay outdated(LocalDate ds, RunMetadata run) {
    ReportDay day = new ReportDay(ds, DayState.OUTDATED, run);
    day.addRemark(
        "Its tables do not belong together, so it is left out: rerun load --date " + ds + ".");
    return day;
  }

  /** A date that cannot be read is left out, with a word on it; nothing else is overlooked. */
  private static String requireTolerable(LakeException failed) {
    if (!UNREADABLE.contains(failed.kind())) {
      throw failed;
    }
    return "It is left out: " + failed.getMessage();
  }

  private void readEarlierDate(LocalDate ds, ReportAggregator aggregator) {
    Optional<Partition<FactRelease>> facts;
    try {
      facts = lake.find(FactRelease.TABLE, ds);
    } catch (LakeException failed) {
      aggregator.addWarning(
          "%s, for what was seen first: %s".formatted(ds, requireTolerable(failed)));
      return;
    }
    if (facts.isPresent()) {
      try (RowIterator<FactRelease> rows = facts.get().openRows()) {
        for (FactRelease row = rows.next(); row != null; row = rows.next()) {
          aggregator.addEarlierRow(ds, row);
        }
      }
    }
  }
}
