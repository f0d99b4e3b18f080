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
 * The fetched tracks of a date that is not published yet, stored in files below {@code work/}. A
 * new file is written after 5 s or 200 albums, so an interrupted run repeats only a few requests. A
 * successful run that stays below both limits writes no file. If an input is replaced, a run starts
 * another attempt. Each attempt writes its files in album order to a folder of its own, and never
 * changes a file. All files are deleted when the partition is published.
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
  private boolean hasFiles;

  TrackCheckpoint(StageRun run) {
    this.run = run;
    this.folder = WorkPaths.checkpointFolder(run.ds());
  }

  /**
   * Begins an attempt of the run, so that {@link #flush} writes to a new folder.
   *
   * @return one iterator for each earlier attempt of this or a previous run, the latest attempt
   *     first; the rows of an iterator are in album order
   */
  List<RowIterator<RawTrack>> openPrevious() {
    attempts++;
    CheckpointReader<RawTrack> files = new CheckpointReader<>(run, RawTrack.TABLE);
    List<RowIterator<RawTrack>> previous = new ArrayList<>();
    for (String earlier : run.lake().store().listFolders(folder)) {
      hasFiles = true;
      previous.add(0, files.openRows(folder + earlier + "/"));
    }
    return previous;
  }

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

  /** Returns the time until a flush is due. */
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
    fileCount++;
    hasFiles = true;
    String attempt = run.id() + (attempts > 1 ? "-" + attempts : "");
    String key = folder + attempt + "/%06d.parquet".formatted(fileCount);
    try (PartitionWriter<RawTrack> writer = run.lake().stageFile(RawTrack.TABLE, run.ds(), key)) {
      albums.forEach(tracks -> tracks.forEach(writer::write));
      writer.publish();
    }
    albums.clear();
  }

  /**
   * Deletes the checkpoints of this date, if this run has found or written any. Must be called
   * after the tracks are published.
   */
  void remove() {
    if (hasFiles) {
      CheckpointReader.removeAll(run, folder);
    }
  }
}
