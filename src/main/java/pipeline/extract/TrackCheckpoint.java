package pipeline.extract;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.lake.PartitionWriter;
import pipeline.lake.parquet.RowIterator;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.ObjectInfo;
import pipeline.tables.row.RawTrack;
import pipeline.tables.stage.StageRun;
import pipeline.tables.stage.WorkPaths;

/**
 * What has been fetched for a date and is not published yet, below {@code work/}: files in album
 * order, a new one every few seconds, so that a run that is stopped leaves little to ask for again.
 * Nothing in them is ever changed; they go when the partition is published. A run that publishes
 * sooner leaves none.
 */
final class TrackCheckpoint {
  private static final int ALBUMS = 200;
  private static final Duration AGE = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger("extract.work");

  private final StageRun run;
  private final String folder;
  private final List<List<RawTrack>> albums = new ArrayList<>();
  private Instant begun = Instant.EPOCH;
  private int attempts;
  private int pieces;

  TrackCheckpoint(StageRun run) {
    this.run = run;
    this.folder = WorkPaths.checkpointFolder(run.ds());
  }

  /**
   * The rows that earlier runs left, and earlier attempts of this one, the latest first; each one's
   * are in album order, so an attempt that begins here writes into a folder of its own.
   */
  List<RowIterator<RawTrack>> leftBehind() {
    attempts++;
    CheckpointFiles<RawTrack> work = new CheckpointFiles<>(run, RawTrack.TABLE);
    List<RowIterator<RawTrack>> left = new ArrayList<>();
    for (String earlier : run.lake().store().listFolders(folder)) {
      left.add(0, new ConcatenatedRows<>(work, work.usable(folder + earlier + "/")));
    }
    return left;
  }

  /** Adds a fetched album's tracks. */
  void add(List<RawTrack> tracks) {
    if (tracks.isEmpty()) {
      return;
    }
    if (albums.isEmpty()) {
      begun = run.clock().instant();
    }
    albums.add(tracks);
    flushIfDue();
  }

  /** How long nothing need be flushed. */
  Duration rest() {
    if (albums.isEmpty()) {
      return AGE;
    }
    Duration rest = Duration.between(run.clock().instant(), begun.plus(AGE));
    return rest.isNegative() ? Duration.ZERO : rest;
  }

  void flushIfDue() {
    if (albums.size() >= ALBUMS || rest().isZero()) {
      flush();
    }
  }

  void flush() {
    if (albums.isEmpty()) {
      return;
    }
    try (PartitionWriter<RawTrack> piece = run.lake().stageFile(RawTrack.TABLE, run.ds(), key())) {
      albums.forEach(tracks -> tracks.forEach(piece::write));
      piece.publish();
    }
    pieces++;
    albums.clear();
  }

  private String key() {
    String attempt = attempts > 1 ? "-" + attempts : "";
    return folder + run.id() + attempt + "/" + "%06d".formatted(pieces + 1) + ".parquet";
  }

  /** Removes what this and earlier runs of the date have left; the tracks are published. */
  void remove() {
    try {
      for (ObjectInfo left : run.lake().store().list(folder)) {
        run.lake().store().delete(left.key());
      }
    } catch (LakeException failed) {
      LOG.warn("checkpoints stay until purge --work removes them: {}", failed.getMessage());
    }
  }
}
