package pipeline.extract;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.lake.Partition;
import pipeline.lake.parquet.RowIterator;
import pipeline.lake.store.CloseSequence;
import pipeline.lake.store.LakeException;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.stage.AlbumCursor;
import pipeline.tables.stage.CaptureMetadata;

/**
 * The tracks of earlier partitions and checkpoints, which are copied instead of being fetched
 * again. Each partition and checkpoint is read once, in album order. Therefore, {@link #findTracks}
 * must be called in album order.
 */
final class ReusableTracks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("extract.tracks");

  private final List<CopyCandidate> candidates = new ArrayList<>();
  private final Set<String> copiedFrom = new LinkedHashSet<>();

  /** The earliest observation time of rows that may be copied. */
  private final Instant oldest;

  ReusableTracks(Instant oldest) {
    this.oldest = oldest;
  }

  /**
   * Rows to copy from, in album order.
   *
   * @param key the key of the partition; null for a checkpoint
   * @param filter tests whether the complete track list of an album fits the current listing
   */
  private record CopyCandidate(
      @Nullable String key,
      AlbumCursor<RawTrack> rows,
      BiPredicate<RawRelease, List<RawTrack>> filter) {

    List<RawTrack> allOf(String albumId) {
      rows.drainBefore(albumId, passed -> {});
      return rows.allOf(albumId);
    }
  }

  /**
   * Adds a partition to copy from. If several candidates contain an album, the first one that was
   * added is used.
   */
  void add(Partition<RawTrack> partition) {
    Set<String> missing = readIds(partition, CaptureMetadata.ALBUMS_MISSING);
    Set<String> differing = readIds(partition, CaptureMetadata.ALBUMS_DIFFERING);
    add(
        partition.key(),
        new ConcatenatedRows<>(List.of(partition), ReusableTracks::checkDamaged),
        (album, tracks) ->
            !missing.contains(album.albumId())
                && (hasListedCount(album, tracks) || differing.contains(album.albumId())));
  }

  /**
   * Logs that a partition is damaged. Does not throw the failure, because the tracks can be fetched
   * instead.
   *
   * @throws LakeException {@code failed} itself, if its cause is not a damaged partition
   */
  private static void checkDamaged(String key, LakeException failed) {
    if (failed.kind() != LakeException.LakeErrorKind.DAMAGED) {
      throw failed;
    }
    LOG.warn("Stopped copying from a damaged partition: {}", failed.getMessage());
  }

  private static Set<String> readIds(Partition<RawTrack> partition, String name) {
    return new HashSet<>(CaptureMetadata.parseList(partition.footer(), name));
  }

  /**
   * Adds a checkpoint of this date to copy from. If an album's tracks were observed after the
   * listing, they are copied even if the listing states another number of tracks.
   */
  void addCheckpoint(RowIterator<RawTrack> checkpoint) {
    add(
        null,
        checkpoint,
        (album, tracks) ->
            hasListedCount(album, tracks)
                || album.observedAt() == null
                || areObservedSince(album.observedAt(), tracks));
  }

  private void add(
      @Nullable String key,
      RowIterator<RawTrack> rows,
      BiPredicate<RawRelease, List<RawTrack>> filter) {
    candidates.add(new CopyCandidate(key, new AlbumCursor<>(rows, RawTrack::albumId), filter));
  }

  /**
   * Returns all tracks of an album; null if no candidate has a complete and recent track list that
   * fits the listing.
   */
  @Nullable List<RawTrack> findTracks(RawRelease album) {
    List<RawTrack> found = null;
    for (CopyCandidate candidate : candidates) {
      List<RawTrack> rows = candidate.allOf(album.albumId());
      if (found == null
          && isComplete(rows)
          && areObservedSince(oldest, rows)
          && candidate.filter.test(album, rows)) {
        found = rows;
        if (candidate.key != null) {
          copiedFrom.add(candidate.key);
        }
      }
    }
    return found;
  }

  /** Returns the keys of the partitions from which rows were copied. */
  List<String> copiedFrom() {
    return List.copyOf(copiedFrom);
  }

  private static boolean isComplete(List<RawTrack> rows) {
    Integer total = rows.isEmpty() ? null : rows.get(0).tracksTotal();
    return total != null && total == rows.size();
  }

  private static boolean areObservedSince(Instant time, List<RawTrack> rows) {
    return rows.stream()
        .allMatch(row -> row.observedAt() != null && !row.observedAt().isBefore(time));
  }

  private static boolean hasListedCount(RawRelease album, List<RawTrack> tracks) {
    return album.totalTracks() == null || album.totalTracks() == tracks.size();
  }

  @Override
  public void close() {
    CloseSequence.close(candidates.stream().map(CopyCandidate::rows).toList());
  }
}
