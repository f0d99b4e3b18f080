package pipeline.extract;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import pipeline.lake.PartitionWriter;
import pipeline.lake.parquet.RowIterator;
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
  private static final int MAX_ALBUMS = 200;
  private static final Duration MAX_AGE = Duration.ofSeconds(5);

  private final StageRun run;
  private final String folder;
  private final List<List<RawTrack>> albums = new ArrayList<>();
  private Instant firstAddedAt = Instant.EPOCH;
  private int attempts;
  private int fileCount;

  TrackCheckpoint(StageRun run) {
    this.run = run;
    this.folder = WorkPaths.checkpointFolder(run.ds());
  }

  /**
   * The rows that earlier runs left, and earlier attempts of this one, the latest first; each one's
   * are in album order, so an attempt that begins here writes into a folder of its own.
   */
  List<RowIterator<RawTrack>> openPrevious() {
    attempts++;
    CheckpointReader<RawTrack> files = new CheckpointReader<>(run, RawTrack.TABLE);
    List<RowIterator<RawTrack>> previous = new ArrayList<>();
    for (String earlier : run.lake().store().listFolders(folder)) {
      previous.add(0, new ConcatenatedRows<>(files, files.listUsable(folder + earlier + "/")));
    }
    return previous;
  }

  /** Adds a fetched album's tracks. */
  void add(List<RawTrack> tracks) {
    if (tracks.isEmpty()) {
      return;
    }
    if (albums.isEmpty()) {
      firstAddedAt = run.clock().instant();
    }
    albums.add(tracks);
    flushIfDue();
  }

  /** How long nothing need be flushed. */
  Duration remainingTime() {
    if (albums.isEmpty()) {
      return MAX_AGE;
    }
    Duration remaining = Duration.between(run.clock().instant(), firstAddedAt.plus(MAX_AGE));
    return remaining.isNegative() ? Duration.ZERO : remaining;
  }

  void flushIfDue() {
    if (albums.size() >= MAX_ALBUMS || remainingTime().isZero()) {
      flush();
    }
  }

  void flush() {
    if (albums.isEmpty()) {
      return;
    }
    try (PartitionWriter<RawTrack> writer = run.lake().stageFile(RawTrack.TABLE, run.ds(), key())) {
      albums.forEach(tracks -> tracks.forEach(writer::write));
      writer.publish();
    }
    fileCount++;
    albums.clear();
  }

  private String key() {
    String attempt = attempts > 1 ? "-" + attempts : "";
    return folder + run.id() + attempt + "/" + "%06d".formatted(fileCount + 1) + ".parquet";
  }

  /** Removes what this and earlier runs of the date have left; the tracks are published. */
  void remove() {
    CheckpointReader.removeAll(run, folder);
  }
}
