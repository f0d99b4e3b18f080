package pipeline.extract;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import pipeline.lake.PartitionWriter;
import pipeline.spotify.api.AlbumTracks;
import pipeline.spotify.api.AlbumTracks.TrackListState;
import pipeline.spotify.api.InterruptibleWaits;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;

/**
 * Writes tracks to raw/tracks in album order, although responses arrive in any order. The writer
 * queues at most 400 albums, so its memory use does not grow with the listing.
 */
final class OrderedTrackWriter {
  private static final int MAX_QUEUED = 400;

  private final ReusableTracks reusable;
  private final TrackFetcher fetcher;
  private final PartitionWriter<RawTrack> writer;
  private final AlbumIssues issues;
  private final TrackCheckpoint checkpoint;
  private final Instant now;
  private final Deque<QueuedAlbum> queue = new ArrayDeque<>();
  private long written;

  OrderedTrackWriter(
      ReusableTracks reusable,
      TrackFetcher fetcher,
      PartitionWriter<RawTrack> writer,
      AlbumIssues issues,
      TrackCheckpoint checkpoint,
      Instant now) {
    this.reusable = reusable;
    this.fetcher = fetcher;
    this.writer = writer;
    this.issues = issues;
    this.checkpoint = checkpoint;
    this.now = now;
  }

  /**
   * An album with either its copied rows or the future result of its request. The other component
   * is null.
   */
  private record QueuedAlbum(
      RawRelease album,
      @Nullable List<RawTrack> copied,
      @Nullable CompletableFuture<AlbumTracks> fetched) {

    boolean isReady() {
      return fetched == null || fetched.isDone();
    }
  }

  /**
   * Adds an album to the queue, and writes the ready albums at the head of the queue. If the queue
   * is full, waits for its first album. Albums must be added in the order of their ids.
   */
  void add(RawRelease album) {
    List<RawTrack> copied = reusable.findTracks(album);
    queue.add(
        new QueuedAlbum(
            album,
            copied,
            copied == null ? fetcher.fetch(album.albumId(), album.totalTracks()) : null));
    while (queue.size() > MAX_QUEUED || (!queue.isEmpty() && queue.peek().isReady())) {
      writeNext();
    }
  }

  /**
   * Writes the next album, and waits for its tracks if necessary. Returns false if no album is
   * queued.
   */
  boolean writeNext() {
    QueuedAlbum next = queue.poll();
    if (next == null) {
      return false;
    }
    if (next.copied() != null) {
      write(next.album(), next.copied());
    } else if (next.fetched() != null) {
      if (!next.fetched().isDone()) {
        fetcher.flush();
      }
      writeFetched(next.album(), await(next.fetched()));
    }
    written++;
    return true;
  }

  long written() {
    return written;
  }

  /** Waits for tracks. While waiting, writes checkpoints that are due. */
  private AlbumTracks await(CompletableFuture<AlbumTracks> tracks) {
    while (!TrackFetcher.isDone(tracks, checkpoint.remainingTime())) {
      checkpoint.flushIfDue();
    }
    return InterruptibleWaits.await(tracks);
  }

  /**
   * Stops fetching, and stores the queued albums that have already been fetched, for the next run.
   *
   * @param finishRunning whether to wait for the requests that are already running
   */
  void saveFetched(boolean finishRunning) {
    if (finishRunning) {
      fetcher.finishRunning();
    }
    fetcher.close(); // Stop fetching first: the loop below would miss an album that arrives later.
    for (QueuedAlbum waiting : queue) {
      CompletableFuture<AlbumTracks> tracks = waiting.fetched();
      if (tracks != null && tracks.isDone() && !tracks.isCompletedExceptionally()) {
        addToCheckpoint(tracks.join());
      }
    }
    checkpoint.flush();
  }

  private void writeFetched(RawRelease album, AlbumTracks tracks) {
    if (tracks.state() == TrackListState.INCOMPLETE) {
      issues.addMissing(album.albumId(), tracks.reason());
    } else if (tracks.tracks().isEmpty()) {
      issues.addDeleted(album.albumId());
    }
    write(album, addToCheckpoint(tracks));
  }

  /**
   * Returns the rows of an album. If the album is complete, adds the rows to the checkpoint. The
   * next run fetches incomplete albums again.
   */
  private List<RawTrack> addToCheckpoint(AlbumTracks tracks) {
    List<RawTrack> rows = RawTrackMapper.toRows(tracks, now);
    if (tracks.state() == TrackListState.COMPLETE) {
      checkpoint.add(rows);
    }
    return rows;
  }

  private void write(RawRelease album, List<RawTrack> rows) {
    Integer total = rows.isEmpty() ? null : rows.get(0).tracksTotal();
    if (total != null && album.totalTracks() != null && !total.equals(album.totalTracks())) {
      issues.addDiffering(album.albumId());
    }
    rows.forEach(writer::write);
  }
}
