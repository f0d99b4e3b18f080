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
  private final TransformConfig rules;

  public TransformStage(StageRun run, TransformConfig rules) {
    this.run = run;
    this.rules = rules;
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
    BuildFingerprint origin =
        BuildFingerprint.fromRows(run, Stage.TRANSFORM, List.of(releases, tracks))
            .withRules(rules.toString());
    return origin
        .findPublishedRows(Tables.CLEAN, capture)
        .orElseGet(() -> make(releases, tracks, origin, capture));
  }

  private StageOutput make(
      Partition<RawRelease> releases,
      Partition<RawTrack> tracks,
      BuildFingerprint origin,
      CaptureMetadata capture) {
    try (PublishTransaction publication =
            new PublishTransaction(run, Stage.TRANSFORM, List.of(releases, tracks));
        AlbumCursor<RawRelease> releaseRows =
            new AlbumCursor<>(releases.openRows(), RawRelease::albumId);
        AlbumCursor<RawTrack> trackRows = new AlbumCursor<>(tracks.openRows(), RawTrack::albumId)) {
      CleanWriter drafts = new CleanWriter(publication);
      SchemaDriftDetector changes = new SchemaDriftDetector();
      RawCleaner.CleaningSummary tally =
          new RawCleaner(releaseRows, trackRows, run.ds(), drafts, changes).run();
      check(changes);
      check(tally, drafts);
      List<String> warnings = warnings(changes, tally, drafts);
      boolean changed = publication.publish(origin, warnings);
      return new StageOutput(changed, publication.rows(), capture, warnings);
    }
  }

  private void check(SchemaDriftDetector changes) {
    if (rules.contract() == SchemaContract.FREEZE && !changes.told().isEmpty()) {
      throw new StageException(
          StageFailureReason.SCHEMA_CHANGED,
          "Spotify's answers of "
              + run.ds()
              + " have other fields than the tables, which --schema-contract freeze forbids."
              + " Nothing was published:\n  "
              + String.join("\n  ", changes.told())
              + "\nThe values are kept in the column extras. To go on without them, run "
              + run.rerunCommand(Stage.TRANSFORM)
              + " --schema-contract evolve; to have them as columns, see CONTRIBUTING.md.");
    }
  }

  private void check(RawCleaner.CleaningSummary tally, CleanWriter drafts) {
    if (tally.odd() > rules.maxRejects() * tally.read()) {
      throw new StageException(
          StageFailureReason.TOO_MANY_REJECTS,
          String.format(
              Locale.ROOT,
              "%d of %d raw rows of %s do not fit, more than --max-rejects %s allows. The first:"
                  + " %s. Nothing was published.",
              tally.odd(),
              tally.read(),
              run.ds(),
              rules.maxRejects(),
              drafts.firstReject));
    }
  }

  private static List<String> warnings(
      SchemaDriftDetector changes, RawCleaner.CleaningSummary tally, CleanWriter drafts) {
    List<String> warnings = new ArrayList<>(changes.told());
    if (tally.odd() > 0) {
      warnings.add(
          "%d of %d raw rows do not fit: clean/rejects has them and the reasons (such as %s)"
              .formatted(tally.odd(), tally.read(), drafts.firstReject));
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

    CleanWriter(PublishTransaction publication) {
      albums = publication.openWriter(CleanAlbum.TABLE);
      albumArtists = publication.openWriter(CleanAlbumArtist.TABLE);
      tracks = publication.openWriter(CleanTrack.TABLE);
      trackArtists = publication.openWriter(CleanTrackArtist.TABLE);
      rejects = publication.openWriter(Reject.TABLE);
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
