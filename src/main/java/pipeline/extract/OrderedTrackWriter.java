package pipeline.extract;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import pipeline.lake.PartitionWriter;
import pipeline.spotify.api.AlbumTracks;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;

/**
 * Albums on their way into raw/tracks: fetched out of order, written in order. It holds a bounded
 * number of them, so memory does not grow with the listing.
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

  /** An album with its tracks, or with those to come. */
  private record QueuedAlbum(
      RawRelease album,
      @Nullable List<RawTrack> copied,
      @Nullable CompletableFuture<AlbumTracks> fetched) {

    boolean isReady() {
      return fetched == null || fetched.isDone();
    }
  }

  /** Albums come in the order of their ids. */
  void add(RawRelease album) {
    List<RawTrack> copied = reusable.findTracks(album);
    queue.add(
        new QueuedAlbum(album, copied, copied == null ? fetcher.fetch(album.albumId()) : null));
    while (queue.size() > MAX_QUEUED || (!queue.isEmpty() && queue.peek().isReady())) {
      writeNext();
    }
  }

  /** Writes the next album, waiting for it where need be; false after the last. */
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
      handleFetched(next.album(), await(next.fetched()));
    }
    written++;
    return true;
  }

  long written() {
    return written;
  }

  /** Waits for the tracks; what was written meanwhile is flushed in time all the same. */
  private AlbumTracks await(CompletableFuture<AlbumTracks> tracks) {
    while (!TrackFetcher.isDone(tracks, checkpoint.remainingTime())) {
      checkpoint.flushIfDue();
    }
    return TrackFetcher.join(tracks);
  }

  /** Keeps what was fetched beyond the album that failed, for the next run. */
  void saveFetched() {
    fetcher.close(); // What would come later from here on would be lost.
    for (QueuedAlbum waiting : queue) {
      CompletableFuture<AlbumTracks> tracks = waiting.fetched();
      if (tracks != null && tracks.isDone() && !tracks.isCompletedExceptionally()) {
        AlbumTracks fetched = TrackFetcher.join(tracks);
        checkpoint(fetched, RawTrackMapper.toRows(fetched, now));
      }
    }
    checkpoint.flush();
  }

  private void handleFetched(RawRelease album, AlbumTracks tracks) {
    switch (tracks.state()) {
      case DELETED -> issues.addDeleted(album.albumId());
      case INCOMPLETE -> issues.missing(album.albumId(), tracks.reason());
      case COMPLETE -> {
        if (tracks.tracks().isEmpty()) {
          issues.addDeleted(album.albumId());
        }
      }
    }
    List<RawTrack> rows = RawTrackMapper.toRows(tracks, now);
    checkpoint(tracks, rows);
    write(album, rows);
  }

  /** For the next run; it asks again for what is incomplete, however many rows that has. */
  private void checkpoint(AlbumTracks tracks, List<RawTrack> rows) {
    if (tracks.state() == AlbumTracks.TrackListState.COMPLETE) {
      checkpoint.add(rows);
    }
  }

  private void write(RawRelease album, List<RawTrack> rows) {
    Integer total = rows.isEmpty() ? null : rows.get(0).tracksTotal();
    if (total != null && album.totalTracks() != null && !total.equals(album.totalTracks())) {
      issues.addDiffering(album.albumId());
    }
    rows.forEach(writer::write);
  }
}
