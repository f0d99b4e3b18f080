package pipeline.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import pipeline.lake.Partition;
import pipeline.lake.PartitionWriter;
import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.CleanAlbumArtist;
import pipeline.tables.row.CleanTrack;
import pipeline.tables.row.CleanTrackArtist;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Reject;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.AlbumCursor;
import pipeline.tables.stage.BuildFingerprint;
import pipeline.tables.stage.CaptureMetadata;
import pipeline.tables.stage.PublishTransaction;
import pipeline.tables.stage.Stage;
import pipeline.tables.stage.StageException;
import pipeline.tables.stage.StageException.StageFailureReason;
import pipeline.tables.stage.StageInputs;
import pipeline.tables.stage.StageOutput;
import pipeline.tables.stage.StageRun;

/** raw/releases and raw/tracks of a date to clean tables. */
public final class TransformStage {
  private final StageRun run;
  private final TransformConfig config;

  public TransformStage(StageRun run, TransformConfig config) {
    this.run = run;
    this.config = config;
  }

  /**
   * Makes the tables of the date and publishes them.
   *
   * @throws StageException where an input is missing or outdated, or too many rows do not fit
   */
  public StageOutput run() {
    return StageInputs.retryOnReplaced(this::attempt);
  }

  private StageOutput attempt() {
    Partition<RawRelease> releases = StageInputs.require(run, RawRelease.TABLE);
    Partition<RawTrack> tracks = StageInputs.require(run, RawTrack.TABLE);
    StageInputs.checkBuiltFrom(run, tracks, releases);
    CaptureMetadata capture = CaptureMetadata.from(tracks.footer());
    // Whatever the rules, rows without warnings pass them; those with warnings may not.
    BuildFingerprint fingerprint =
        BuildFingerprint.fromRows(run, Stage.TRANSFORM, List.of(releases, tracks))
            .withRules(config.toString());
    return fingerprint
        .findPublishedRows(Tables.CLEAN, capture)
        .orElseGet(() -> build(releases, tracks, fingerprint, capture));
  }

  private StageOutput build(
      Partition<RawRelease> releases,
      Partition<RawTrack> tracks,
      BuildFingerprint fingerprint,
      CaptureMetadata capture) {
    try (PublishTransaction transaction =
            new PublishTransaction(run, Stage.TRANSFORM, List.of(releases, tracks));
        AlbumCursor<RawRelease> releaseRows =
            new AlbumCursor<>(releases.openRows(), RawRelease::albumId);
        AlbumCursor<RawTrack> trackRows = new AlbumCursor<>(tracks.openRows(), RawTrack::albumId)) {
      CleanWriter drafts = new CleanWriter(transaction);
      SchemaDriftDetector changes = new SchemaDriftDetector();
      RawCleaner.CleaningSummary counts =
          new RawCleaner(releaseRows, trackRows, run.ds(), drafts, changes).run();
      check(changes);
      check(counts, drafts);
      List<String> warnings = warnings(changes, counts, drafts);
      boolean changed = transaction.publish(fingerprint, warnings);
      return new StageOutput(changed, transaction.rows(), capture, warnings);
    }
  }

  private void check(SchemaDriftDetector changes) {
    if (config.contract() == SchemaContract.FREEZE && !changes.describe().isEmpty()) {
      throw new StageException(
          StageFailureReason.SCHEMA_CHANGED,
          "Spotify's answers of "
              + run.ds()
              + " have other fields than the tables, which --schema-contract freeze forbids."
              + " Nothing was published:\n  "
              + String.join("\n  ", changes.describe())
              + "\nThe values are kept in the column extras. To go on without them, run "
              + run.rerunCommand(Stage.TRANSFORM)
              + " --schema-contract evolve; to have them as columns, see CONTRIBUTING.md.");
    }
  }

  private void check(RawCleaner.CleaningSummary counts, CleanWriter drafts) {
    if (counts.rejectedRows() > config.maxRejects() * counts.read()) {
      throw new StageException(
          StageFailureReason.TOO_MANY_REJECTS,
          String.format(
              Locale.ROOT,
              "%d of %d raw rows of %s do not fit, more than --max-rejects %s allows. The first:"
                  + " %s. Nothing was published.",
              counts.rejectedRows(),
              counts.read(),
              run.ds(),
              config.maxRejects(),
              drafts.firstReject));
    }
  }

  private static List<String> warnings(
      SchemaDriftDetector changes, RawCleaner.CleaningSummary counts, CleanWriter drafts) {
    List<String> warnings = new ArrayList<>(changes.describe());
    if (counts.rejectedRows() > 0) {
      warnings.add(
          "%d of %d raw rows do not fit: clean/rejects has them and the reasons (such as %s)"
              .formatted(counts.rejectedRows(), counts.read(), drafts.firstReject));
    }
    return warnings;
  }

  /** The drafts of the five clean tables. */
  private static final class CleanWriter implements CleanSink {
    private final PartitionWriter<CleanAlbum> albums;
    private final PartitionWriter<CleanAlbumArtist> albumArtists;
    private final PartitionWriter<CleanTrack> tracks;
    private final PartitionWriter<CleanTrackArtist> trackArtists;
    private final PartitionWriter<Reject> rejects;
    private String firstReject = "";

    CleanWriter(PublishTransaction transaction) {
      albums = transaction.openWriter(CleanAlbum.TABLE);
      albumArtists = transaction.openWriter(CleanAlbumArtist.TABLE);
      tracks = transaction.openWriter(CleanTrack.TABLE);
      trackArtists = transaction.openWriter(CleanTrackArtist.TABLE);
      rejects = transaction.openWriter(Reject.TABLE);
    }

    @Override
    public void album(CleanAlbum row) {
      albums.write(row);
    }

    @Override
    public void albumArtist(CleanAlbumArtist row) {
      albumArtists.write(row);
    }

    @Override
    public void track(CleanTrack row) {
      tracks.write(row);
    }

    @Override
    public void trackArtist(CleanTrackArtist row) {
      trackArtists.write(row);
    }

    @Override
    public void reject(Reject row) {
      if (firstReject.isEmpty()) {
        firstReject = row.tableName() + " " + row.rowKey() + ": " + row.reason();
      }
      rejects.write(row);
    }
  }
}
