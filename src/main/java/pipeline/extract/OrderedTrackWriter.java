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
  private static final int HELD = 400;

  private final ReusableTracks copies;
  private final TrackFetcher fetch;
  private final PartitionWriter<RawTrack> draft;
  private final AlbumIssues notes;
  private final TrackCheckpoint progress;
  private final Instant now;
  private final Deque<QueuedAlbum> queue = new ArrayDeque<>();
  private long written;

  OrderedTrackWriter(
      ReusableTracks copies,
      TrackFetcher fetch,
      PartitionWriter<RawTrack> draft,
      AlbumIssues notes,
      TrackCheckpoint progress,
      Instant now) {
    this.copies = copies;
    this.fetch = fetch;
    this.draft = draft;
    this.notes = notes;
    this.progress = progress;
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
    List<RawTrack> copied = copies.of(album);
    queue.add(new QueuedAlbum(album, copied, copied == null ? fetch.fetch(album.albumId()) : null));
    while (queue.size() > HELD || (!queue.isEmpty() && queue.peek().isReady())) {
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
        fetch.flush();
      }
      fetched(next.album(), await(next.fetched()));
    }
    written++;
    return true;
  }

  long written() {
    return written;
  }

  /** Waits for the tracks; what was written meanwhile is flushed in time all the same. */
  private AlbumTracks await(CompletableFuture<AlbumTracks> tracks) {
    while (!TrackFetcher.isDone(tracks, progress.rest())) {
      progress.flushIfDue();
    }
    return TrackFetcher.get(tracks);
  }

  /** Keeps what was fetched beyond the album that failed, for the next run. */
  void rescue() {
    fetch.close(); // What would come later from here on would be lost.
    for (QueuedAlbum waiting : queue) {
      CompletableFuture<AlbumTracks> tracks = waiting.fetched();
      if (tracks != null && tracks.isDone() && !tracks.isCompletedExceptionally()) {
        AlbumTracks there = TrackFetcher.get(tracks);
        keep(there, RawTrackMapper.of(there, now));
      }
    }
    progress.flush();
  }

  private void fetched(RawRelease album, AlbumTracks tracks) {
    switch (tracks.state()) {
      case DELETED -> notes.gone(album.albumId());
      case INCOMPLETE -> notes.missing(album.albumId(), tracks.reason());
      case COMPLETE -> {
        if (tracks.tracks().isEmpty()) {
          notes.gone(album.albumId());
        }
      }
    }
    List<RawTrack> rows = RawTrackMapper.of(tracks, now);
    keep(tracks, rows);
    write(album, rows);
  }

  /** For the next run; it asks again for what is incomplete, however many rows that has. */
  private void keep(AlbumTracks tracks, List<RawTrack> rows) {
    if (tracks.state() == AlbumTracks.TrackListState.COMPLETE) {
      progress.add(rows);
    }
  }

  private void write(RawRelease album, List<RawTrack> rows) {
    Integer total = rows.isEmpty() ? null : rows.get(0).tracksTotal();
    if (total != null && album.totalTracks() != null && !total.equals(album.totalTracks())) {
      notes.differing(album.albumId());
    }
    rows.forEach(draft::write);
  }
}
