package pipeline.extract;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.lake.Partition;
import pipeline.lake.PartitionWriter;
import pipeline.lake.parquet.RowIterator;
import pipeline.lake.store.CloseSequence;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.ObjectInfo;
import pipeline.spotify.api.LazySpotify;
import pipeline.spotify.api.RequestStats;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.stage.CaptureMetadata;
import pipeline.tables.stage.ProgressListener;
import pipeline.tables.stage.PublishTransaction;
import pipeline.tables.stage.Stage;
import pipeline.tables.stage.StageException;
import pipeline.tables.stage.StageException.StageFailureReason;
import pipeline.tables.stage.StageInputs;
import pipeline.tables.stage.StageOutput;
import pipeline.tables.stage.StageRun;

/**
 * The stage extract-tracks, which writes the tracks of all albums of raw/releases to raw/tracks.
 * The stage copies tracks from checkpoints, from the existing partition of the date and from
 * partitions of earlier dates. It fetches all other tracks.
 */
public final class ExtractTracks {
  private static final Logger LOG = LoggerFactory.getLogger("extract.tracks");
  private static final int MAX_REUSED_PARTITIONS = 7;

  private final StageRun run;
  private final LazySpotify spotify;
  private final TrackConfig config;
  private final boolean allowPartial;
  private final ProgressListener listener;
  private final Instant now;

  /** The checkpoints of all attempts of this run. Each attempt writes to a folder of its own. */
  private final TrackCheckpoint checkpoint;

  /**
   * Creates the stage.
   *
   * @param allowPartial whether to publish the partition, marked as partial, if tracks are missing
   *     or most albums are deleted
   */
  public ExtractTracks(
      StageRun run,
      LazySpotify spotify,
      TrackConfig config,
      boolean allowPartial,
      ProgressListener listener) {
    this.run = run;
    this.spotify = spotify;
    this.config = config;
    this.allowPartial = allowPartial;
    this.listener = listener;
    this.now = run.clock().instant().truncatedTo(ChronoUnit.MICROS);
    this.checkpoint = new TrackCheckpoint(run);
  }

  /**
   * Publishes the tracks. Leaves an existing partition unchanged if it is complete and was built
   * from the current version of raw/releases, unless the configuration requires a rebuild.
   *
   * @throws StageException if raw/releases is missing, or if {@code allowPartial} is false and the
   *     tracks are partial: tracks are missing, or most albums are deleted
   */
  public StageOutput run() {
    return StageInputs.retryOnReplaced(this::attempt);
  }

  private StageOutput attempt() {
    Supplier<Optional<Partition<RawTrack>>> prefetched = run.lake().prefetch(this::findPublished);
    Partition<RawRelease> releases = StageInputs.require(run, RawRelease.TABLE);
    Optional<Partition<RawTrack>> published = prefetched.get();
    if (published.isPresent() && isCurrent(published.get(), releases)) {
      return StageOutput.unchanged(run, published.get(), List.of());
    }
    Supplier<List<RowIterator<RawTrack>>> previous = run.lake().prefetch(checkpoint::openPrevious);
    Supplier<List<Partition<RawTrack>>> earlier = run.lake().prefetch(this::listEarlier);
    Instant oldest = now.minus(Duration.ofDays(config.refetchAfterDays()));
    try (ReusableTracks reusable = new ReusableTracks(oldest);
        TrackFetcher fetcher = new TrackFetcher(spotify);
        PublishTransaction transaction =
            new PublishTransaction(run, Stage.EXTRACT_TRACKS, List.of(releases))) {
      PartitionWriter<RawTrack> writer = transaction.openWriter(RawTrack.TABLE);
      AlbumIssues issues = new AlbumIssues(releases.footer().rows());
      previous.get().forEach(reusable::addCheckpoint);
      if (!config.refetch()) {
        published.ifPresent(reusable::add);
      }
      earlier.get().forEach(reusable::add);
      OrderedTrackWriter queue =
          new OrderedTrackWriter(reusable, fetcher, writer, issues, checkpoint, now);
      StageOutput extracted;
      try {
        write(releases, queue);
        extracted = publish(releases, transaction, writer, issues, reusable);
      } catch (RuntimeException failed) {
        CloseSequence.closeAfter(failed, () -> queue.saveFetched(isRateLimited(failed)));
        throw failed;
      }
      checkpoint.remove();
      return extracted;
    }
  }

  /**
   * Returns whether a rate limit or the daily quota caused the failure. Such a failure prevents new
   * requests, but running requests can still succeed.
   */
  private static boolean isRateLimited(RuntimeException failed) {
    return failed instanceof SpotifyException refused
        && refused.kind() == SpotifyErrorKind.RATE_LIMITED;
  }

  private Optional<Partition<RawTrack>> findPublished() {
    try {
      return run.lake().find(RawTrack.TABLE, run.ds());
    } catch (LakeException unusable) {
      if (isRebuild() && unusable.kind() == LakeException.LakeErrorKind.DAMAGED) {
        return Optional.empty();
      }
      throw unusable;
    }
  }

  private boolean isRebuild() {
    return config.replace() || config.refetch();
  }

  private boolean isCurrent(Partition<RawTrack> published, Partition<RawRelease> releases) {
    return !isRebuild()
        && !CaptureMetadata.from(published.footer()).partial()
        && StageInputs.isBuiltFrom(published, releases);
  }

  /**
   * Returns up to {@link #MAX_REUSED_PARTITIONS} recent partitions of earlier dates to copy rows
   * from, the latest first.
   */
  private List<Partition<RawTrack>> listEarlier() {
    if (config.refetch()) {
      return List.of();
    }
    LocalDate first = run.ds().minusDays(config.refetchAfterDays());
    List<Map.Entry<LocalDate, ObjectInfo>> latestFirst =
        new ArrayList<>(run.lake().listPartitions(RawTrack.TABLE, first, run.ds()).entrySet());
    Collections.reverse(latestFirst);
    return run
        .lake()
        .readAll(
            latestFirst.stream().limit(MAX_REUSED_PARTITIONS).toList(),
            earlier -> findReadable(earlier.getKey(), earlier.getValue()))
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * Returns a partition of an earlier date. If it is unreadable, returns empty instead of failing,
   * because its tracks can be fetched.
   */
  private Optional<Partition<RawTrack>> findReadable(LocalDate ds, ObjectInfo object) {
    try {
      return Optional.of(run.lake().partition(RawTrack.TABLE, ds, object));
    } catch (LakeException failed) {
      if (!failed.isUnreadableObject()) {
        throw failed;
      }
      LOG.warn("Skipped unreadable partition when copying albums: {}", failed.getMessage());
      return Optional.empty();
    }
  }

  private void write(Partition<RawRelease> releases, OrderedTrackWriter queue) {
    long total = releases.footer().rows();
    releases.forEachRow(
        album -> {
          queue.add(album);
          listener.onProgress(queue.written(), total);
        });
    while (queue.writeNext()) {
      listener.onProgress(queue.written(), total);
    }
  }

  private StageOutput publish(
      Partition<RawRelease> releases,
      PublishTransaction transaction,
      PartitionWriter<RawTrack> writer,
      AlbumIssues issues,
      ReusableTracks reusable) {
    if (issues.isPartial() && !allowPartial) {
      throw new StageException(
          StageFailureReason.INCOMPLETE,
          issues.shortfall() + "; nothing was published, retry later or use --allow-partial");
    }
    CaptureMetadata listing = CaptureMetadata.from(releases.footer());
    RequestStats stats = spotify.requestStats();
    CaptureMetadata capture =
        new CaptureMetadata(
            run.id(),
            now,
            listing.source(),
            listing.late(),
            issues.isPartial(),
            listing.truncated(),
            null,
            stats.requests(),
            stats.throttled());
    capture.putMetadata(writer);
    issues.putMetadata(writer);
    CaptureMetadata.putList(writer, CaptureMetadata.COPIED_FROM, reusable.copiedFrom());
    boolean changed = transaction.publish();
    return new StageOutput(changed, transaction.rows(), capture, issues.warnings());
  }
}
