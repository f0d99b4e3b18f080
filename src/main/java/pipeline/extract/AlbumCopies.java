package pipeline.extract;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Partition;
import pipeline.tables.Capture;
import pipeline.tables.PeekedRows;
import pipeline.tables.RawRelease;
import pipeline.tables.RawTrack;

/**
 * Tracks that need not be fetched, for an earlier partition holds them. All partitions are in album
 * order, so one pass over each is enough, and albums must be asked for in that order.
 */
final class AlbumCopies implements AutoCloseable {
  private final List<Candidate> candidates = new ArrayList<>();
  private final Set<String> copiedFrom = new LinkedHashSet<>();
  private final Instant oldest;

  /**
   * @param partitions the preferred one first
   * @param oldest rows observed before are not copied
   */
  AlbumCopies(List<Partition<RawTrack>> partitions, Instant oldest) {
    this.oldest = oldest;
    for (Partition<RawTrack> partition : partitions) {
      candidates.add(new Candidate(partition));
    }
  }

  /** The album's tracks, all of them, or null where no partition holds it complete and fresh. */
  @Nullable List<RawTrack> of(RawRelease album) {
    List<RawTrack> found = null;
    for (Candidate candidate : candidates) {
      List<RawTrack> rows = candidate.allOf(album.albumId());
      if (found == null && isComplete(rows) && isFresh(rows) && candidate.fits(album, rows)) {
        found = rows;
        copiedFrom.add(candidate.key);
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

  @Override
  public void close() {
    candidates.forEach(Candidate::close);
  }

  /** One partition, read once from its first album to its last. */
  private static final class Candidate implements AutoCloseable {
    private final String key;
    private final Set<String> differing;
    private final PeekedRows<RawTrack> rows;

    Candidate(Partition<RawTrack> partition) {
      key = partition.key();
      differing = new HashSet<>(Capture.list(partition.footer(), Capture.ALBUMS_DIFFERING));
      rows = new PeekedRows<>(partition.rows(), RawTrack::albumId);
    }

    List<RawTrack> allOf(String albumId) {
      rows.before(albumId, passed -> {});
      return rows.allOf(albumId);
    }

    /**
     * Has as many tracks as the listing says, or was known to differ from it when it was fetched.
     */
    boolean fits(RawRelease album, List<RawTrack> tracks) {
      return album.totalTracks() == null
          || album.totalTracks() == tracks.size()
          || differing.contains(album.albumId());
    }

    @Override
    public void close() {
      rows.close();
    }
  }
}
