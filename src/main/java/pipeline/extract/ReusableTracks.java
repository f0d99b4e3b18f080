package pipeline.extract;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Partition;
import pipeline.lake.parquet.RowIterator;
import pipeline.lake.store.CloseSequence;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.stage.AlbumCursor;
import pipeline.tables.stage.CaptureMetadata;
import pipeline.tables.stage.DamageTolerantRows;

/**
 * Tracks that need not be fetched, for an earlier partition holds them. All partitions are in album
 * order, so one pass over each is enough, and albums must be asked for in that order.
 */
final class ReusableTracks implements AutoCloseable {
  private final List<CopyCandidate> candidates = new ArrayList<>();
  private final Set<String> copiedFrom = new LinkedHashSet<>();
  private final Instant oldest;

  /**
   * Starts with nothing to copy from.
   *
   * @param oldest rows observed before are not copied
   */
  ReusableTracks(Instant oldest) {
    this.oldest = oldest;
  }

  /** Copies from a partition where none of those added before holds the album. */
  void add(Partition<RawTrack> partition) {
    Set<String> missing = readIds(partition, CaptureMetadata.ALBUMS_MISSING);
    Set<String> differing = readIds(partition, CaptureMetadata.ALBUMS_DIFFERING);
    candidates.add(
        new CopyCandidate(
            partition.key(),
            toCursor(new DamageTolerantRows<>(partition)),
            (album, tracks) ->
                !missing.contains(album.albumId())
                    && (hasListedCount(album, tracks) || differing.contains(album.albumId()))));
  }

  private static Set<String> readIds(Partition<RawTrack> partition, String name) {
    return new HashSet<>(CaptureMetadata.parseList(partition.footer(), name));
  }

  /** Takes what an earlier run of this date fetched before it ended. */
  void addCheckpoint(RowIterator<RawTrack> checkpoint) {
    candidates.add(
        new CopyCandidate(
            null,
            toCursor(checkpoint),
            (album, tracks) -> hasListedCount(album, tracks) || isNewer(tracks, album)));
  }

  private static AlbumCursor<RawTrack> toCursor(RowIterator<RawTrack> rows) {
    return new AlbumCursor<>(rows, RawTrack::albumId);
  }

  /** The album's tracks, all of them, or null where nothing holds it complete and fresh. */
  @Nullable List<RawTrack> findTracks(RawRelease album) {
    List<RawTrack> found = null;
    for (CopyCandidate candidate : candidates) {
      List<RawTrack> rows = candidate.allOf(album.albumId());
      if (found == null
          && isComplete(rows)
          && isFresh(rows)
          && candidate.filter.test(album, rows)) {
        found = rows;
        if (candidate.key != null) {
          copiedFrom.add(candidate.key);
        }
      }
    }
    return found;
  }

  /** Keys of the partitions that rows came from. */
  List<String> copiedFrom() {
    return List.copyOf(copiedFrom);
  }

  private static boolean isComplete(List<RawTrack> rows) {
    Integer total = rows.isEmpty() ? null : rows.get(0).tracksTotal();
    return total != null && total == rows.size();
  }

  private boolean isFresh(List<RawTrack> rows) {
    return rows.stream()
        .allMatch(row -> row.observedAt() != null && !row.observedAt().isBefore(oldest));
  }

  /** Has as many tracks as the listing says now. */
  private static boolean hasListedCount(RawRelease album, List<RawTrack> tracks) {
    return album.totalTracks() == null || album.totalTracks() == tracks.size();
  }

  /**
   * Seen since the album was listed, so that their number is what Spotify has, whatever it says.
   */
  private static boolean isNewer(List<RawTrack> tracks, RawRelease album) {
    Instant listed = album.observedAt();
    return listed == null
        || tracks.stream()
            .allMatch(row -> row.observedAt() != null && !row.observedAt().isBefore(listed));
  }

  @Override
  public void close() {
    CloseSequence.close(candidates.stream().map(CopyCandidate::rows).toList());
  }

  /**
   * Something to copy from, read once from its first album to its last.
   *
   * @param key of the partition; null for progress, which is no partition
   * @param filter whether tracks that were complete then are what the listing means now
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
}
