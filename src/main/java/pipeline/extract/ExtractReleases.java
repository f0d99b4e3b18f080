package pipeline.extract;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pipeline.extract.ReleaseConfig.LateDatePolicy;
import pipeline.extract.ReleaseConfig.SourcePolicy;
import pipeline.extract.SearchPageCache.SearchPageMemory;
import pipeline.lake.Partition;
import pipeline.lake.PartitionWriter;
import pipeline.spotify.api.LazySpotify;
import pipeline.spotify.api.RequestStats;
import pipeline.spotify.api.StateStore;
import pipeline.tables.row.RawRelease;
import pipeline.tables.stage.CaptureMetadata;
import pipeline.tables.stage.DateRules;
import pipeline.tables.stage.PublishTransaction;
import pipeline.tables.stage.Stage;
import pipeline.tables.stage.StageException;
import pipeline.tables.stage.StageException.StageFailureReason;
import pipeline.tables.stage.StageInputs;
import pipeline.tables.stage.StageOutput;
import pipeline.tables.stage.StageRun;

/** The stage extract-releases, which writes Spotify's listing for a date to raw/releases. */
public final class ExtractReleases {
  private final StageRun run;
  private final LazySpotify spotify;
  private final StateStore stateStore;
  private final ReleaseConfig config;
  private final @Nullable String market;
  private final SearchPageMemory searchPages;
  private final Instant now;

  /** The search for a current listing; null before it begins, and for a watch list. */
  private @Nullable CheckpointedSearch search;

  /**
   * Creates the stage with an empty {@link SearchPageMemory}, which it shares with no other date.
   */
  public ExtractReleases(
      StageRun run,
      LazySpotify spotify,
      StateStore stateStore,
      ReleaseConfig config,
      @Nullable String market) {
    this(run, spotify, stateStore, config, market, new SearchPageMemory());
  }

  /**
   * Creates the stage.
   *
   * @param market the country code of the searches; null for none
   * @param searchPages the pages of historical searches that earlier dates of the command have used
   */
  public ExtractReleases(
      StageRun run,
      LazySpotify spotify,
      StateStore stateStore,
      ReleaseConfig config,
      @Nullable String market,
      SearchPageMemory searchPages) {
    this.run = run;
    this.spotify = spotify;
    this.stateStore = stateStore;
    this.config = config;
    this.market = market;
    this.searchPages = searchPages;
    this.now = run.clock().instant().truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Captures and publishes the listing. Unless {@code replace} is set, an existing partition is
   * left unchanged if its date is historical or if a later date has a partition.
   *
   * @throws StageException if the date is in the future, if it is historical and the configuration
   *     forbids a search, or if a current listing without a watch list is empty
   */
  public StageOutput run() {
    if (DateRules.isFuture(run.ds(), now)) {
      throw new StageException(
          StageFailureReason.USAGE,
          "date in the future: %s; use today's date in UTC or an earlier one".formatted(run.ds()));
    }
    boolean late = DateRules.isHistorical(run.ds(), now);
    if (!config.replace() && (late || hasLaterPartition())) {
      // Leave an old partition unchanged: the API has no history, so a current listing must not
      // replace it.
      Optional<Partition<RawRelease>> existing =
          StageInputs.retryOnReplaced(() -> run.lake().find(RawRelease.TABLE, run.ds()));
      if (existing.isPresent()) {
        CaptureMetadata capture = CaptureMetadata.from(existing.get().footer());
        return StageOutput.unchanged(run, existing.get(), lateWarning(capture.late()));
      }
    }
    CapturedListing captured = late ? captureHistorical() : captureCurrent();
    return publish(
        late, config.maxAlbums() == null ? captured : captured.limitTo(config.maxAlbums()));
  }

  private boolean hasLaterPartition() {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return run.ds()
        .plusDays(1)
        .datesUntil(today.plusDays(1))
        .anyMatch(later -> run.lake().hasPartition(RawRelease.TABLE, later));
  }

  private CapturedListing captureCurrent() {
    if (!config.watched().isEmpty()) {
      return watchList().current();
    }
    run.lake().warmUp(RawRelease.TABLE);
    Supplier<Optional<String>> pinned =
        config.source() == SourcePolicy.AUTO
            ? run.lake().prefetch(() -> stateStore.find(StateStore.SOURCE))
            : Optional::empty;
    search = new CheckpointedSearch(run, spotify.get()::searchAlbums, now);
    CapturedListing captured =
        new CurrentListingFetcher(spotify.get(), search, stateStore, pinned, config, market)
            .fetch();
    if (captured.albums().isEmpty()) {
      throw new StageException(
          StageFailureReason.EMPTY_LISTING,
          "empty listing: source %s; nothing was published, retry later"
              .formatted(captured.source().columnValue()));
    }
    return captured;
  }

  private CapturedListing captureHistorical() {
    if (config.late() == LateDatePolicy.FAIL) {
      throw historyUnavailable(
          "the rule --late fail forbids a historical search",
          "run "
              + run.rerunCommand(Stage.EXTRACT_RELEASES)
              + (config.replace() ? " --replace" : "")
              + " --late search");
    }
    if (config.source() == SourcePolicy.NEW_RELEASES) {
      throw historyUnavailable(
          "the source new-releases has no history", "run again without --source");
    }
    return config.watched().isEmpty()
        ? new HistoricalSearch(
                spotify,
                new SearchPageCache(run, market, searchPages),
                run.ds(),
                market,
                config.maxSearchCalls(),
                now)
            .search()
        : watchList().releasedOn(run.ds());
  }

  private WatchListSource watchList() {
    return new WatchListSource(spotify.get(), config.watched(), market, now);
  }

  private StageException historyUnavailable(String reason, String remedy) {
    return new StageException(
        StageFailureReason.HISTORY_UNAVAILABLE,
        "historical date%s: %s (%s); to capture a sample, %s"
            .formatted(config.replace() ? "" : " without a partition", run.ds(), reason, remedy));
  }

  private StageOutput publish(boolean late, CapturedListing captured) {
    RequestStats stats = spotify.requestStats();
    ListingMarket listingMarket = new ListingMarket(stateStore, market);
    String missing = captured.result().missing();
    CaptureMetadata capture =
        new CaptureMetadata(
            run.id(),
            captured.observedAt(),
            captured.source().columnValue(),
            late,
            missing != null,
            captured.result().truncated(),
            listingMarket.usedBy(captured.source()),
            stats.requests(),
            stats.throttled());
    List<String> warnings = new ArrayList<>(lateWarning(late));
    warnings.addAll(captured.warnings());
    int nullItems = captured.result().nullItems();
    if (nullItems > 0) {
      warnings.add(
          "entries without a usable album: %d in the listing; they were left out"
              .formatted(nullItems));
    }
    if (missing != null) {
      warnings.add("partial listing: " + missing);
    }
    try (PublishTransaction transaction =
        new PublishTransaction(run, Stage.EXTRACT_RELEASES, List.of())) {
      PartitionWriter<RawRelease> writer = transaction.openWriter(RawRelease.TABLE);
      capture.putMetadata(writer);
      new RawReleaseMapper(capture.market(), capture.source(), late, captured.observedAt())
          .toRows(captured.albums(), captured.result().positions()).stream()
              .sorted(Comparator.comparing(RawRelease::albumId))
              .forEach(writer::write);
      boolean changed = transaction.publish();
      // A run that sends no requests may have no client ID, and the state store needs one.
      if (stats.requests() > 0) {
        listingMarket.remember(captured.source()).ifPresent(warnings::add);
      }
      if (search != null) {
        search.remove();
      }
      return new StageOutput(changed, transaction.rows(), capture, warnings);
    }
  }

  private static List<String> lateWarning(boolean late) {
    return late
        ? List.of("historical capture: the listing is a sample from a historical search")
        : List.of();
  }
}
