package pipeline.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import pipeline.lake.Partition;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.AlbumCursor;
import pipeline.tables.stage.BuildFingerprint;
import pipeline.tables.stage.CaptureMetadata;
import pipeline.tables.stage.PublishTransaction;
import pipeline.tables.stage.PublishedFooters;
import pipeline.tables.stage.Stage;
import pipeline.tables.stage.StageException;
import pipeline.tables.stage.StageException.StageFailureReason;
import pipeline.tables.stage.StageInputs;
import pipeline.tables.stage.StageOutput;
import pipeline.tables.stage.StageRun;
import pipeline.transform.TransformConfig.SchemaContract;

/** The stage that builds the clean tables of a date from raw/releases and raw/tracks. */
public final class TransformStage {
  private final StageRun run;
  private final TransformConfig config;

  public TransformStage(StageRun run, TransformConfig config) {
    this.run = run;
    this.config = config;
  }

  /**
   * Builds and publishes the clean tables, or returns the earlier result if nothing has changed.
   *
   * @throws StageException if an input is missing or outdated, too many rows are rejected, or the
   *     schema contract is broken; in these cases, nothing is published
   */
  public StageOutput run() {
    return StageInputs.retryOnReplaced(this::attempt);
  }

  private StageOutput attempt() {
    PublishedFooters published = PublishedFooters.prefetch(run, Tables.CLEAN);
    Supplier<Partition<RawTrack>> prefetched = StageInputs.prefetch(run, RawTrack.TABLE);
    Partition<RawRelease> releases = StageInputs.require(run, RawRelease.TABLE);
    Partition<RawTrack> tracks = prefetched.get();
    StageInputs.checkBuiltFrom(run, tracks, releases);
    CaptureMetadata capture = CaptureMetadata.from(tracks.footer());
    // The configuration decides whether schema changes and rejects are only warnings. An earlier
    // result with warnings is therefore reused only under the same configuration.
    BuildFingerprint fingerprint =
        BuildFingerprint.fromRows(
            run, Stage.TRANSFORM, List.of(releases, tracks), config.toString());
    return fingerprint
        .findPublishedRows(published, capture)
        .orElseGet(() -> build(releases, tracks, fingerprint, capture));
  }

  private StageOutput build(
      Partition<RawRelease> releases,
      Partition<RawTrack> tracks,
      BuildFingerprint fingerprint,
      CaptureMetadata capture) {
    try (PublishTransaction transaction =
            new PublishTransaction(run, Stage.TRANSFORM, List.of(releases, tracks));
        AlbumCursor<RawRelease> releaseRows = AlbumCursor.open(releases, RawRelease::albumId);
        AlbumCursor<RawTrack> trackRows = AlbumCursor.open(tracks, RawTrack::albumId)) {
      Tables.CLEAN_GROUPS.forEach(transaction::openWriters);
      SchemaDriftDetector changes = new SchemaDriftDetector();
      RawCleaner.CleaningSummary counts =
          new RawCleaner(releaseRows, trackRows, run.ds(), transaction::write, changes).run();
      check(changes);
      check(counts);
      List<String> warnings = warnings(changes, counts);
      boolean changed = transaction.publish(fingerprint, warnings);
      return new StageOutput(changed, transaction.rows(), capture, warnings);
    }
  }

  private void check(SchemaDriftDetector changes) {
    if (config.contract() == SchemaContract.FREEZE && !changes.describe().isEmpty()) {
      throw new StageException(
          StageFailureReason.SCHEMA_CHANGED,
          """
          Spotify's data does not fit the tables: %s; to accept the fields below, run \
          %s --schema-contract evolve (to add columns, see CONTRIBUTING.md). Nothing was \
          published, because --schema-contract is freeze. The raw tables have the values of \
          these fields in the column extras:
            %s\
          """
              .formatted(
                  run.ds(),
                  run.rerunCommand(Stage.TRANSFORM),
                  String.join("\n  ", changes.describe())));
    }
  }

  private void check(RawCleaner.CleaningSummary counts) {
    if (counts.rejectedRows() > config.maxRejects() * counts.read()) {
      throw new StageException(
          StageFailureReason.TOO_MANY_REJECTS,
          String.format(
              Locale.ROOT,
              "too many rejects: %s (%d of %d raw rows, such as %s); check the rows, or increase"
                  + " --max-rejects, which is %s (nothing was published)",
              run.ds(),
              counts.rejectedRows(),
              counts.read(),
              counts.firstReject(),
              config.maxRejects()));
    }
  }

  private static List<String> warnings(
      SchemaDriftDetector changes, RawCleaner.CleaningSummary counts) {
    List<String> warnings = new ArrayList<>(changes.describe());
    if (counts.rejectedRows() > 0) {
      warnings.add(
          "%d of %d raw rows were rejected, see clean/rejects (such as %s)"
              .formatted(counts.rejectedRows(), counts.read(), counts.firstReject()));
    }
    return warnings;
  }
}
