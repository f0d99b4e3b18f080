package pipeline.extract;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Draft;
import pipeline.lake.Rows;
import pipeline.lake.StoredObject;
import pipeline.tables.RawTrack;
import pipeline.tables.Run;
import pipeline.tables.Work;

/**
 * What has been fetched for a date and is not published yet, below {@code work/}: files in album
 * order, a new one every few seconds, so that a run that is stopped leaves little to ask for again.
 * Nothing in them is ever changed; they go when the partition is published.
 */
final class TrackProgress implements AutoCloseable {
  private static final int ALBUMS = 200;
  private static final Duration AGE = Duration.ofSeconds(5);

  private final Run run;
  private final String folder;
  private @Nullable Draft<RawTrack> piece;
  private Instant begun = Instant.EPOCH;
  private int albums;
  private int pieces;

  TrackProgress(Run run) {
    this.run = run;
    this.folder = Work.progress(run.ds());
  }

  /** The rows that earlier runs left, the latest run's first; each run's are in album order. */
  List<Rows<RawTrack>> leftBehind() {
    WorkFiles<RawTrack> work = new WorkFiles<>(run, RawTrack.TABLE);
    List<Rows<RawTrack>> left = new ArrayList<>();
    for (String earlier : run.lake().store().folders(folder)) {
      left.add(0, new ChainedRows<>(work, work.usable(folder + earlier + "/")));
    }
    return left;
  }

  /** Adds a fetched album's tracks. */
  void add(List<RawTrack> tracks) {
    if (tracks.isEmpty()) {
      return;
    }
    if (piece == null) {
      pieces++;
      piece = run.lake().piece(RawTrack.TABLE, run.ds(), key());
      begun = run.clock().instant();
    }
    tracks.forEach(piece::write);
    albums++;
    flushIfDue();
  }

  private String key() {
    return folder + run.id() + "/" + "%06d".formatted(pieces) + ".parquet";
  }

  /** How long nothing need be flushed. */
  Duration rest() {
    Duration age = Duration.between(begun, run.clock().instant());
    return piece == null || age.compareTo(AGE) > 0 ? AGE : AGE.minus(age);
  }

  void flushIfDue() {
    if (albums >= ALBUMS || (piece != null && begun.plus(AGE).isBefore(run.clock().instant()))) {
      flush();
    }
  }

  void flush() {
    if (piece != null) {
      piece.publish();
      close();
    }
  }

  /** Removes what this and earlier runs of the date have left. */
  void remove() {
    close();
    for (StoredObject left : run.lake().store().list(folder)) {
      run.lake().store().delete(left.key());
    }
  }

  @Override
  public void close() {
    if (piece != null) {
      piece.close();
      piece = null;
      albums = 0;
    }
  }
}
