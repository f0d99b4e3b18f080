package pipeline.extract;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Partition;
import pipeline.lake.PartitionWriter;
import pipeline.model.Album;
import pipeline.spotify.api.LazySpotify;
import pipeline.spotify.api.RequestStats;
import pipeline.spotify.api.StateStore;
import pipeline.tables.row.RawRelease;
import pipeline.tables.stage.CaptureMetadata;
import pipeline.tables.stage.DateRules;
import pipeline.tables.stage.ListingSource;
import pipeline.tables.stage.PublishTransaction;
import pipeline.tables.stage.Stage;
import pipeline.tables.stage.StageException;
import pipeline.tables.stage.StageException.StageFailureReason;
import pipeline.tables.stage.StageInputs;
import pipeline.tables.stage.StageOutput;
import pipeline.tables.stage.StageRun;

/** What Spotify lists as new, as seen for a date, into raw/releases. */
public final class ExtractReleases {
  private final StageRun run;
  private final LazySpotify spotify;
  private final StateStore stateStore;
  private final ReleaseConfig config;
  private final @Nullable String market;
  private final Instant now;

  /**
   * Prepares the stage.
   *
   * @param market a country's two letters, or null
   */
  public ExtractReleases(
      StageRun run,
      LazySpotify spotify,
      StateStore stateStore,
      ReleaseConfig config,
      @Nullable String market) {
    this.run = run;
    this.spotify = spotify;
    this.stateStore = stateStore;
    this.config = config;
    this.market = market;
    this.now = run.clock().instant().truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Takes the listing and publishes it, or keeps what is published.
   *
   * @throws StageException where the date lies ahead, has passed and may not be looked for, or the
   *     listing is empty
   */
  public StageOutput run() {
    if (DateRules.isFuture(run.ds(), now)) {
      throw new StageException(
          StageFailureReason.USAGE,
          run.ds() + " lies in the future; the latest date is today, in UTC.");
    }
    boolean late = DateRules.isHistorical(run.ds(), now);
    Optional<Partition<RawRelease>> partitionToKeep =
        config.replace() ? Optional.empty() : findPartitionToKeep(late);
    return partitionToKeep.isPresent()
        ? keep(partitionToKeep.get())
        : publish(late, fetchListing(late).limitTo(config.maxAlbums()));
  }

  /** The API has no history, so today's answer must not be written into an old day. */
  private Optional<Partition<RawRelease>> findPartitionToKeep(boolean late) {
    return late || hasLaterPartition()
        ? StageInputs.retryOnReplaced(() -> run.lake().find(RawRelease.TABLE, run.ds()))
        : Optional.empty();
  }

  private boolean hasLaterPartition() {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return run.ds()
        .plusDays(1)
        .datesUntil(today.plusDays(1))
        .anyMatch(later -> run.lake().hasPartition(RawRelease.TABLE, later));
  }

  private StageOutput keep(Partition<RawRelease> partition) {
    CaptureMetadata capture = CaptureMetadata.from(partition.footer());
    return StageOutput.unchanged(partition, warnings(capture.late(), List.of(), null));
  }

  private CapturedListing fetchListing(boolean late) {
    if (late) {
      return fetchHistorical();
    }
    if (!config.watched().isEmpty()) {
      return watchList().current();
    }
    run.lake().warmUp(RawRelease.TABLE);
    CapturedListing captured =
        new CurrentReleases(
                spotify.get(),
                new CheckpointedSearch(run, spotify.get()::searchAlbums, now),
                stateStore,
                config,
                market)
            .fetch();
    if (captured.albums().isEmpty()) {
      throw new StageException(
          StageFailureReason.EMPTY_LISTING,
          "Spotify's listing ("
              + captured.source().columnValue()
              + ") came back without any album, which it never is. Nothing was published; try"
              + " again later.");
    }
    return captured;
  }

  private CapturedListing fetchHistorical() {
    if (config.late() == LateDatePolicy.FAIL) {
      throw historyUnavailable(
          "--late fail forbids to look back. To search for that date's releases, which gives a"
              + " sample, run "
              + run.rerunCommand(Stage.EXTRACT_RELEASES)
              + " --late search.");
    }
    if (config.source() == SourcePolicy.NEW_RELEASES) {
      throw historyUnavailable(
          "the source new-releases has no past. Leave out --source to search.");
    }
    return config.watched().isEmpty()
        ? new HistoricalSearch(
                spotify,
                new SearchPageCache(run, market),
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

  private StageException historyUnavailable(String reason) {
    return new StageException(
        StageFailureReason.HISTORY_UNAVAILABLE,
        run.ds() + " has passed and no listing of it was kept, and " + reason);
  }

  private StageOutput publish(boolean late, CapturedListing captured) {
    RequestStats stats = spotify.requestStats();
    CaptureMetadata capture =
        new CaptureMetadata(
            run.id(),
            captured.observedAt(),
            captured.source().columnValue(),
            late,
            captured.missing() != null,
            captured.truncated(),
            stats.requests(),
            stats.throttled());
    try (PublishTransaction transaction =
        new PublishTransaction(run, Stage.EXTRACT_RELEASES, List.of())) {
      PartitionWriter<RawRelease> writer = transaction.openWriter(RawRelease.TABLE);
      capture.putMetadata(writer);
      rows(captured, late).forEach(writer::write);
      boolean changed = transaction.publish();
      if (captured.source() == ListingSource.SEARCH_NEW) {
        CheckpointedSearch.remove(run);
      }
      return new StageOutput(
          changed,
          transaction.rows(),
          capture,
          warnings(late, captured.warnings(), captured.missing()));
    }
  }

  private List<RawRelease> rows(CapturedListing captured, boolean late) {
    RawReleaseMapper row =
        new RawReleaseMapper(market, captured.source().columnValue(), late, captured.observedAt());
    List<RawRelease> rows = new ArrayList<>();
    for (Album album : captured.albums()) {
      boolean placed = !captured.positions().isEmpty();
      rows.add(row.toRow(album, placed ? captured.positions().get(rows.size()) : null));
    }
    rows.sort(Comparator.comparing(RawRelease::albumId));
    return rows;
  }

  private List<String> warnings(boolean late, List<String> odd, @Nullable String missing) {
    List<String> warnings = new ArrayList<>();
    if (late) {
      warnings.add(
          run.ds() + " is a late capture: a sample that a search found after the date had passed");
    }
    warnings.addAll(odd);
    if (missing != null) {
      warnings.add("the listing is partial: " + missing);
    }
    return warnings;
  }
}
